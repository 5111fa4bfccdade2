/// Splits bytes that arrive in pieces into lines.
package struct LineSplitter: Sendable {
    private var rest: [UInt8] = []

    /// Whether CR before LF is part of the line, as it is within the quotes of CSV.
    private let keepsReturns: Bool

    package init(keepsReturns: Bool = false) { self.keepsReturns = keepsReturns }

    /// Returns the lines that end in the piece, without line ends; CR before LF belongs to the line end.
    package mutating func lines(in piece: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var piece = piece[...]
        while let end = piece.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest + piece[..<end]
            lines.append(!keepsReturns && line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
            rest = []
            piece = piece[(end + 1)...]
        }
        rest += piece
        return lines
    }

    /// Returns the bytes after the last line end.
    package mutating func finish() -> [UInt8]? {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }
}
