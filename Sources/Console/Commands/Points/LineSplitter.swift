/// Makes lines of bytes that arrive in pieces; a value, so that what reads them is somebody else's.
package struct LineSplitter: Sendable {
    private var rest: [UInt8] = []

    package init() {}

    /// The lines that end in the piece, without their ends.
    package mutating func lines(in piece: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var piece = piece[...]
        while let end = piece.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest + piece[..<end])
            rest = []
            piece = piece[(end + 1)...]
        }
        rest += piece
        return lines
    }

    /// What came after the last line end.
    package mutating func finish() -> [UInt8]? {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }
}
