import FoundationEssentials

/// The table of contents of a jar, which is at its end, as in every zip.
struct JarArchive {
    /// The names of its files, such as `com/x/Parser.class`.
    let names: [String]

    private static let tableEnd: UInt32 = 0x0605_4b50
    private static let tableEntry: UInt32 = 0x0201_4b50
    private static let file: UInt32 = 0x0403_4b50
    /// The end of the table without its comment, which is at most 65,535 bytes.
    private static let endLength = 22

    /// Returns `nil` for bytes that are no jar: no table of contents, or one whose files are not where it says.
    init?(_ jar: Data) {
        let bytes = Bytes(jar)
        let latest = bytes.count - JarArchive.endLength
        guard latest >= 0 else { return nil }
        let earliest = max(0, latest - 65_535)
        guard
            let end = stride(from: latest, through: earliest, by: -1)
                .first(where: { bytes.number($0, 4) == JarArchive.tableEnd }),
            let count = bytes.number(end + 10, 2), count > 0,
            var at = bytes.number(end + 16, 4).map(Int.init)
        else { return nil }
        var names: [String] = []
        for _ in 0..<count {
            guard bytes.number(at, 4) == JarArchive.tableEntry,
                let nameLength = bytes.number(at + 28, 2).map(Int.init),
                let extraLength = bytes.number(at + 30, 2).map(Int.init),
                let commentLength = bytes.number(at + 32, 2).map(Int.init),
                let place = bytes.number(at + 42, 4).map(Int.init),
                bytes.number(place, 4) == JarArchive.file,
                let name = bytes.text(at + 46, nameLength)
            else { return nil }
            names.append(name)
            at += 46 + nameLength + extraLength + commentLength
        }
        self.names = names
    }

    /// Whether it has a class, by its full name.
    func holds(class name: String) -> Bool {
        names.contains(name.split(separator: ".").joined(separator: "/") + ".class")
    }

    /// Little-endian numbers and texts of bytes; `nil` beyond their end.
    private struct Bytes {
        let data: Data

        init(_ data: Data) { self.data = data }

        var count: Int { data.count }

        func number(_ at: Int, _ length: Int) -> UInt32? {
            guard at >= 0, at + length <= data.count else { return nil }
            return (0..<length).reversed().reduce(0) {
                $0 << 8 | UInt32(data[data.startIndex + at + $1])
            }
        }

        func text(_ at: Int, _ length: Int) -> String? {
            guard at >= 0, at + length <= data.count else { return nil }
            let start = data.startIndex + at
            return String(decoding: data[start..<(start + length)], as: UTF8.self)
        }
    }
}
