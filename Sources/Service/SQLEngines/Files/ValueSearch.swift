import PipelineAPI
import PipelineEngine

/// Finds the line of a value in the files of tables, once a computation has failed at it.
struct ValueSearch {
    let tables: [PreparedTable]
    let names: FileNames

    /// Returns the number of the line; `nil` where the value cannot be found again.
    func line(of failed: DuckDBMessage.FailedValue) async -> Int? {
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
            guard let value = failed.value else { return nil }
            var search = LineSearch(key: failed.field, value: value)
            try? await file.read { buffer in search.read(buffer) }
            search.finish()
            return search.found
        }
        return nil
    }
}

/// Finds the first line that has a key and, behind it, a value.
struct LineSearch {
    private(set) var found: Int?
    private let key: [UInt8]
    private let value: [UInt8]
    private var line = 1
    private var bytes: [UInt8] = []

    init(key: String, value: String) {
        self.key = Array("\"\(key)\"".utf8)
        self.value = Array(value.utf8)
    }

    mutating func read(_ buffer: UnsafeBufferPointer<UInt8>) {
        guard found == nil else { return }
        for byte in buffer {
            if byte == UInt8(ascii: "\n") { finish() } else { bytes.append(byte) }
        }
    }

    mutating func finish() {
        if found == nil, let start = bytes.firstRange(of: key),
            !bytes[start.upperBound...].ranges(of: value).isEmpty
        {
            found = line
        }
        line += 1
        bytes.removeAll(keepingCapacity: true)
    }
}
