import Glibc

/// Counts the lines of a file that DuckDB has written.
package struct WrittenLines {
    package private(set) var count = 0
    /// The length of the longest line, in bytes.
    package private(set) var longest = 0
    /// Whether a line may have a number in it which JSON has not.
    package private(set) var hasSuspects = false
    private var length = 0
    private var tail: [UInt8] = []

    private static let words = [Array("NaN".utf8), Array("Infinity".utf8)]
    /// The most bytes of a word that the end of a piece may hold of it.
    private static let overlap = 7

    package init(path: String) async throws {
        try await FileBytes(path: path).read { buffer in read(buffer) }
        if length > 0 { endLine() }
    }

    private mutating func read(_ buffer: UnsafeBufferPointer<UInt8>) {
        guard let start = buffer.baseAddress else { return }
        var place = 0
        while let found = memchr(start + place, 0x0A, buffer.count - place) {
            let end = UnsafeRawPointer(found) - UnsafeRawPointer(start)
            length += end - place
            endLine()
            place = end + 1
        }
        length += buffer.count - place
        guard !hasSuspects else { return }
        hasSuspects = WrittenLines.hasWord(buffer)
        if !hasSuspects, !tail.isEmpty {
            let seam = tail + buffer.prefix(WrittenLines.overlap)
            hasSuspects = seam.withUnsafeBufferPointer(WrittenLines.hasWord)
        }
        tail = Array(buffer.suffix(WrittenLines.overlap))
    }

    private static func hasWord(_ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = buffer.baseAddress else { return false }
        return words.contains { word in
            var place = 0
            while place + word.count <= buffer.count,
                let found = memchr(start + place, Int32(word[0]), buffer.count - place)
            {
                let at = UnsafeRawPointer(found) - UnsafeRawPointer(start)
                guard at + word.count <= buffer.count else { return false }
                if memcmp(start + at, word, word.count) == 0 { return true }
                place = at + 1
            }
            return false
        }
    }

    private mutating func endLine() {
        count += 1
        longest = max(longest, length)
        length = 0
    }
}
