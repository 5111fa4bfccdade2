/// Keeps the first record of a csv file, and holds the others to its number of fields.
struct CSVFirstRecord: CSVSink {
    private(set) var first: [String]?
    private var fields: [String] = []
    private let hasHeader: Bool

    init(hasHeader: Bool) { self.hasHeader = hasHeader }

    var wantsBytes: Bool { first == nil }

    mutating func field(_ bytes: [UInt8], isQuoted: Bool) {
        if wantsBytes { fields.append(String(decoding: bytes, as: UTF8.self)) }
    }

    mutating func endRecord(line: Int, fields count: Int) throws(FileProblem) {
        guard let first else {
            first = fields
            return
        }
        try CSVFirstRecord.check(count, line, against: first.count, hasHeader)
    }

    private static func check(
        _ count: Int,
        _ line: Int,
        against expected: Int,
        _ hasHeader: Bool
    ) throws(FileProblem) {
        guard count != expected else { return }
        let noun = "field\(count == 1 ? "" : "s")"
        throw FileProblem(
            line: line,
            reason:
                "has \(count) \(noun), its \(hasHeader ? "header" : "first line") has \(expected): "
                + "correct the line, or quote the fields that have the delimiter in them"
        )
    }
}

/// Writes the records of a csv file as every reader reads them: with commas, LF, and all texts quoted.
struct CSVCopy: CSVSink {
    let file: StagedFile
    private var count = 0

    init(to file: StagedFile) { self.file = file }

    var wantsBytes: Bool { true }

    mutating func field(_ bytes: [UInt8], isQuoted: Bool) {
        if count > 0 { file.write(UInt8(ascii: ",")) }
        count += 1
        if isQuoted || !bytes.isEmpty { file.write(quoting: bytes) }
    }

    mutating func endRecord(line: Int, fields: Int) throws(FileProblem) {
        file.write(UInt8(ascii: "\n"))
        count = 0
        try file.flush()
    }
}

/// Finds the line of the first record whose field has a value.
struct CSVSearch: CSVSink {
    private let column: Int
    private let value: [UInt8]
    /// The number of records to pass over: that of the header.
    private var skips: Int
    private(set) var line: Int?
    private var index = 0
    private var isFound = false

    init(column: Int, value: String, skips: Int) {
        self.column = column
        self.skips = skips
        self.value = Array(value.utf8)
    }

    var wantsBytes: Bool { line == nil }

    mutating func field(_ bytes: [UInt8], isQuoted: Bool) {
        if index == column, bytes == value { isFound = true }
        index += 1
    }

    mutating func endRecord(line number: Int, fields: Int) {
        if isFound, line == nil, skips == 0 { line = number }
        skips = max(0, skips - 1)
        index = 0
        isFound = false
    }
}
