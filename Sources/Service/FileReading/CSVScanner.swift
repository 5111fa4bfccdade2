/// Takes the fields and the records that a scanner finds.
protocol CSVSink {
    /// Whether the bytes of fields are wanted, or their number only.
    var wantsBytes: Bool { get }
    mutating func field(_ bytes: [UInt8], isQuoted: Bool)
    /// Ends a record that began in a line, with its number of fields.
    mutating func endRecord(line: Int, fields: Int) throws(FileProblem)
}

/// Reads csv by RFC 4180, byte by byte: fields with delimiters, quotes or line ends in them are quoted, a
/// quote in them is doubled.
///
/// Beyond the RFC, LF, CR LF and CR end a record, a quote inside a field that does not begin with one is
/// itself, and lines without anything are skipped.
struct CSVScanner<Sink: CSVSink> {
    private enum State {
        case start, plain, quoted, quoteInQuotes
    }

    /// What of the file a reader must be prepared for.
    private(set) var shape = CSVShape()
    var sink: Sink
    private let delimiter: [UInt8]
    private var state = State.start
    private var isAfterCR = false
    private var matched = 0
    private var bytes: [UInt8] = []
    private var fields = 0
    private var line = 1
    private var recordLine = 1
    private var recordLength = 0
    private var isQuoted = false
    private var isAtStart = true
    private var check = UTF8Check()

    init(delimiter: String, sink: Sink) {
        self.delimiter = Array(delimiter.utf8)
        self.sink = sink
    }

    mutating func read(_ buffer: UnsafeBufferPointer<UInt8>) throws(FileProblem) {
        var place = isAtStart ? buffer.byteOrderMark : 0
        isAtStart = false
        while place < buffer.count {
            let end = endOfRun(in: buffer, from: place)
            if end > place {
                take(UnsafeBufferPointer(rebasing: buffer[place..<end]))
                place = end
            } else {
                try read(buffer[place])
                place += 1
            }
        }
    }

    /// Returns where the bytes end that belong to a field whatever else is in the file; nearly all are such.
    private func endOfRun(in buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard !isAfterCR, matched == 0, check.missing == 0, state != .quoteInQuotes else {
            return start
        }
        // Inside of quotes a delimiter is as any other byte.
        let mark = state == .quoted ? UInt8(ascii: "\"") : delimiter[0]
        var place = start
        while place < buffer.count {
            let byte = buffer[place]
            guard byte < 0x80, byte != mark, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r"),
                byte != UInt8(ascii: "\"")
            else { break }
            place += 1
        }
        return place
    }

    private mutating func take(_ run: UnsafeBufferPointer<UInt8>) {
        recordLength += run.count
        if state == .start { state = .plain }
        if sink.wantsBytes { bytes.append(contentsOf: run) }
    }

    mutating func finish() throws(FileProblem) {
        if check.missing > 0 { throw notUTF8 }
        if state == .quoted {
            throw FileProblem(
                line: recordLine,
                reason: "has a quote that nothing closes: close it, or double it"
            )
        }
        keepMatched()
        if fields > 0 || state != .start { try endRecord() }
        if shape.hasLF && shape.hasCRLF { shape.isPlain = false }
    }

    private var notUTF8: FileProblem {
        FileProblem(line: line, reason: "has bytes that are no UTF-8: save the file as UTF-8")
    }

    private mutating func read(_ byte: UInt8) throws(FileProblem) {
        if byte >= 0x80 || check.missing > 0 {
            guard case .good = check.next(byte) else { throw notUTF8 }
        }
        recordLength += 1
        if isAfterCR {
            isAfterCR = false
            if byte == UInt8(ascii: "\n") {
                shape.hasCRLF = true
                return
            }
            shape.isPlain = false
        }
        guard state != .quoted else { return readQuoted(byte) }
        if matched > 0 || byte == delimiter[0] {
            if byte == delimiter[matched] {
                matched += 1
                if matched == delimiter.count {
                    matched = 0
                    endField()
                }
                return
            }
            keepMatched()
            if byte == delimiter[0] {
                matched = 1
                return
            }
        }
        try readOutside(byte)
    }

    private mutating func keepMatched() {
        guard matched > 0 else { return }
        for byte in delimiter[..<matched] { append(byte) }
        matched = 0
        if state == .start { state = .plain }
    }

    private mutating func readQuoted(_ byte: UInt8) {
        if byte == UInt8(ascii: "\"") {
            state = .quoteInQuotes
            return
        }
        if byte == UInt8(ascii: "\n") {
            line += 1
            shape.hasQuotedLineEnds = true
        } else if byte == UInt8(ascii: "\r") {
            shape.hasQuotedLineEnds = true
        }
        append(byte)
    }

    private mutating func readOutside(_ byte: UInt8) throws(FileProblem) {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            isAfterCR = byte == UInt8(ascii: "\r")
            if !isAfterCR { shape.hasLF = true }
            if fields == 0 && state == .start {
                shape.isPlain = false
            } else {
                try endRecord()
            }
            line += 1
            recordLine = line
            recordLength = 0
        case UInt8(ascii: "\"") where state == .start:
            state = .quoted
            isQuoted = true
        case UInt8(ascii: "\"") where state == .quoteInQuotes:
            append(byte)
            state = .quoted
        default:
            guard state != .quoteInQuotes else {
                throw FileProblem(
                    line: line,
                    reason: "has text after a closing quote: double the quotes inside of fields"
                )
            }
            if byte == UInt8(ascii: "\"") { shape.isPlain = false }
            state = .plain
            append(byte)
        }
    }

    private mutating func append(_ byte: UInt8) {
        if sink.wantsBytes { bytes.append(byte) }
    }

    private mutating func endField() {
        sink.field(bytes, isQuoted: isQuoted)
        bytes.removeAll(keepingCapacity: true)
        fields += 1
        isQuoted = false
        state = .start
    }

    private mutating func endRecord() throws(FileProblem) {
        endField()
        try sink.endRecord(line: recordLine, fields: fields)
        shape.longest = max(shape.longest, recordLength)
        fields = 0
    }
}

/// What a csv file has that not every reader can read.
struct CSVShape: Equatable {
    /// Whether each of its line ends is alike, no line is empty, and quotes are where the RFC has them.
    var isPlain = true
    var hasLF = false
    var hasCRLF = false
    var hasQuotedLineEnds = false
    /// The length of the longest record, in bytes.
    var longest = 0
}

extension UnsafeBufferPointer<UInt8> {
    /// The length of a byte order mark that the bytes begin with; 0 without one.
    var byteOrderMark: Int {
        count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF ? 3 : 0
    }
}
