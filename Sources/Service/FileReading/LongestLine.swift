import Glibc

/// Measures the longest line of a file of JSON, which is the longest object where each is on a line of its own.
///
/// Of an array the elements are read one by one, however long its lines are: it has none that matters.
struct LongestLine {
    private(set) var length = 0
    private var current = 0
    private var first: UInt8?

    /// A file that is not packed is read only where it is large enough for lines that matter; one that is packed is
    /// read to its end, which shows whether it is whole.
    init(path: String, isPacked: Bool) async throws {
        let file = FileBytes(path: path)
        guard try isPacked || file.size() > LongestLine.smallest else { return }
        try await file.read { buffer in read(buffer) }
        length = first == UInt8(ascii: "[") ? 0 : max(length, current)
    }

    /// The size of a file below which no line matters, in bytes.
    private static let smallest = 16_000_000

    private mutating func read(_ buffer: UnsafeBufferPointer<UInt8>) {
        guard let start = buffer.baseAddress else { return }
        if first == nil {
            // Letters and marks of bytes before it are none of JSON's own.
            first = buffer.first { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
        }
        var place = 0
        while let found = memchr(start + place, 0x0A, buffer.count - place) {
            let end = UnsafeRawPointer(found) - UnsafeRawPointer(start)
            length = max(length, current + end - place)
            current = 0
            place = end + 1
        }
        current += buffer.count - place
    }
}
