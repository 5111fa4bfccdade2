import Foundation

/// A jar of one empty class, `com.x.Len`; as text, since all its bytes are below 128.
enum TinyJar {
    static let text: String = {
        let name = "com/x/Len.class"
        let length = number(name.utf8.count, 2)
        // Stored, without a time, of no bytes, whose checksum is 0.
        let entry =
            number(10, 2) + number(0, 2) + number(0, 2) + number(0, 8) + number(0, 8) + length
        let file = "PK\u{3}\u{4}" + entry + number(0, 2) + name
        let table =
            "PK\u{1}\u{2}" + number(10, 2) + entry + number(0, 2) + number(0, 2) + number(0, 4)
            + number(0, 4) + number(0, 4) + name
        return file + table + "PK\u{5}\u{6}" + number(0, 4) + number(1, 2) + number(1, 2)
            + number(table.utf8.count, 4) + number(file.utf8.count, 4) + number(0, 2)
    }()

    static let bytes = Data(text.utf8)

    /// Returns a number below 128 in so many bytes, the lowest first.
    private static func number(_ value: Int, _ bytes: Int) -> String {
        String(decoding: [UInt8(value)] + Array(repeating: 0, count: bytes - 1), as: UTF8.self)
    }
}
