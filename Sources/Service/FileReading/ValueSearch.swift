import PipelineEngine

/// Finds the line of a value in the files of tables, once a computation has failed at it.
package struct ValueSearch: Sendable {
    let tables: [PreparedTable]
    let names: FileNames

    package init(tables: [PreparedTable], names: FileNames) {
        self.tables = tables
        self.names = names
    }

    /// Returns the number of the line; `nil` where the value cannot be found again.
    package func line(of failed: FailedValue) async -> Int? {
        for table in tables {
            guard let group = table.groups.first(where: { $0.paths.contains(failed.path) })
            else { continue }
            let file = FileBytes(path: names.original(of: failed.path))
            if case .csv(let delimiter, let hasHeader) = table.format {
                guard let column = group.reading.columns.firstIndex(of: failed.field) else {
                    return nil
                }
                let sink = CSVSearch(
                    column: column,
                    value: failed.value ?? "",
                    skips: hasHeader ? 1 : 0
                )
                var scanner = CSVScanner(delimiter: delimiter, sink: sink)
                try? await file.read { buffer in try scanner.read(buffer) }
                try? scanner.finish()
                return scanner.sink.line
            }
            guard table.format != .parquet, var search = LineSearch(failed) else { return nil }
            try? await file.read { buffer in search.read(buffer) }
            search.finish()
            return search.found
        }
        return nil
    }
}

/// Finds the first line that has a key and, behind it, a value, that cannot be read, or that has the record of a number.
struct LineSearch {
    private enum Sought {
        case value([UInt8], behind: [UInt8])
        /// The whole line, or how a long one begins.
        case line([UInt8], isWhole: Bool)
        case badBytes
        case record(Int)
    }

    /// How many characters of a value an engine tells at most.
    private static let told = 200

    private(set) var found: Int?
    private let sought: Sought
    private var line = 1
    private var records = 0
    private var bytes: [UInt8] = []

    /// Returns `nil` for a value that nothing tells from others.
    init?(_ failed: FailedValue) {
        if failed.isMalformed {
            guard let record = failed.record else { return nil }
            sought = .record(record)
            return
        }
        switch (failed.kind, failed.value) {
        case (FailedValue.badBytes, _): sought = .badBytes
        case (FailedValue.noObject, let text?):
            sought = .line(Array(text.utf8), isWhole: text.unicodeScalars.count < LineSearch.told)
        case (_, let value?):
            sought = .value(Array(value.utf8), behind: Array("\"\(failed.field)\"".utf8))
        case (_, nil): return nil
        }
    }

    mutating func read(_ buffer: UnsafeBufferPointer<UInt8>) {
        guard found == nil else { return }
        for byte in buffer {
            if byte == UInt8(ascii: "\n") { finish() } else { bytes.append(byte) }
        }
    }

    mutating func finish() {
        if bytes.contains(where: { $0 > UInt8(ascii: " ") }) { records += 1 }
        if found == nil, isSought { found = line }
        line += 1
        bytes.removeAll(keepingCapacity: true)
    }

    private var isSought: Bool {
        switch sought {
        case .value(let value, let key):
            guard let start = bytes.firstRange(of: key) else { return false }
            return !bytes[start.upperBound...].ranges(of: value).isEmpty
        case .line(let text, let isWhole):
            guard bytes.starts(with: text) else { return false }
            return !isWhole || bytes.dropFirst(text.count).allSatisfy { $0 == UInt8(ascii: "\r") }
        case .record(let number): return records == number
        case .badBytes: return String(validating: bytes, as: UTF8.self) == nil
        }
    }
}
