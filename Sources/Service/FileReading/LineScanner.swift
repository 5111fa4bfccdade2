/// Reads lines of text: LF ends a line, with the CR before it; every other byte belongs to its line.
///
/// Bytes that are no UTF-8, and NUL, become U+FFFD, the replacement character, and are counted.
struct LineScanner {
    /// Where the lines are written; `nil` to look only.
    private let file: StagedFile?
    /// Whether DuckDB's reader of lines would read something else.
    private(set) var isPlain = true
    private(set) var longest = 0
    /// The number of lines with replaced bytes, and the first of them.
    private(set) var replaced = 0
    private(set) var firstReplaced: Int?
    private var bytes: [UInt8] = []
    private var length = 0
    private var line = 1
    private var isAfterCR = false
    private var isAtStart = true
    private var lastReplaced = 0
    private var check = UTF8Check()
    private var pending: [UInt8] = []

    init(to file: StagedFile? = nil) { self.file = file }

    mutating func read(_ buffer: UnsafeBufferPointer<UInt8>) throws(FileProblem) {
        let skipped = isAtStart ? buffer.byteOrderMark : 0
        isAtStart = false
        for byte in buffer.dropFirst(skipped) { try read(byte) }
    }

    mutating func finish() throws(FileProblem) {
        if check.missing > 0 { replace() }
        if isAfterCR { append(UInt8(ascii: "\r")) }
        if length > 0 { try endLine() }
    }

    private mutating func read(_ byte: UInt8) throws(FileProblem) {
        if isAfterCR {
            isAfterCR = false
            if byte != UInt8(ascii: "\n") {
                isPlain = false
                append(UInt8(ascii: "\r"))
            }
        }
        if byte < 0x80, check.missing == 0 {
            return try readASCII(byte)
        }
        switch check.next(byte) {
        case .good where byte < 0x80: try readASCII(byte)
        case .good: keep(byte)
        case .badBefore:
            replace()
            if byte < 0x80 { try readASCII(byte) } else { keep(byte) }
        case .bad:
            if !pending.isEmpty { replace() }
            replace()
        }
    }

    private mutating func readASCII(_ byte: UInt8) throws(FileProblem) {
        switch byte {
        case UInt8(ascii: "\n"): try endLine()
        case UInt8(ascii: "\r"): isAfterCR = true
        case 0: replace()
        default: append(byte)
        }
    }

    private mutating func keep(_ byte: UInt8) {
        pending.append(byte)
        guard check.missing == 0 else { return }
        for byte in pending { append(byte) }
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func replace() {
        pending.removeAll(keepingCapacity: true)
        isPlain = false
        if firstReplaced == nil { firstReplaced = line }
        if lastReplaced != line { replaced += 1 }
        lastReplaced = line
        for byte in [0xEF, 0xBF, 0xBD] as [UInt8] { append(byte) }
    }

    private mutating func append(_ byte: UInt8) {
        length += 1
        if file != nil { bytes.append(byte) }
    }

    private mutating func endLine() throws(FileProblem) {
        if let file {
            file.write(quoting: bytes)
            file.write(UInt8(ascii: "\n"))
            try file.flush()
            bytes.removeAll(keepingCapacity: true)
        }
        longest = max(longest, length)
        length = 0
        line += 1
    }
}
