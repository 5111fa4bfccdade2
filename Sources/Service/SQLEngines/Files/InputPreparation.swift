import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Looks through the files of tables before DuckDB reads them, and copies those that it would read wrongly.
///
/// DuckDB guesses where it is not told, does not verify gzip, and gives text up at a bad byte. What it is told
/// comes from here; a file that is broken is named with the line.
struct InputPreparation {
    /// The directory for copies, which is made when the first is.
    let directory: String
    private(set) var names = FileNames()
    private var copies = 0

    init(directory: String) { self.directory = directory }

    /// The longest line that DuckDB reads without being told, in bytes, less a reserve.
    private static let longestLine = 1_900_000

    mutating func prepare(_ table: InputTable) async throws -> PreparedTable {
        names.add(table.files)
        var prepared = PreparedTable(unread: table)
        guard !table.files.isChecked, table.files.format != .parquet else { return prepared }
        prepared.groups = []
        for path in table.files.paths {
            do {
                try await add(path, to: &prepared)
            } catch let problem as FileProblem {
                throw QueryFailure.failed(problem.message(naming: names[path]))
            }
        }
        return prepared
    }

    private mutating func add(_ path: String, to table: inout PreparedTable) async throws {
        let packing = try FileBytes(path: path).packing()
        var reading = PreparedTable.Reading()
        reading.compression = "\(packing == .plain ? "none" : "\(packing)")"
        switch table.format {
        case .csv(let delimiter, let containsHeader) where packing != .zstd:
            try await addCSV(path, to: &table, reading, delimiter, containsHeader)
        case .text where packing != .zstd: try await addLines(path, to: &table, reading)
        default:
            if packing == .gzip { try await FileBytes(path: path).read { _ in } }
            table.add(path, reading)
        }
    }

    private mutating func addCSV(
        _ path: String,
        to table: inout PreparedTable,
        _ plain: PreparedTable.Reading,
        _ delimiter: String,
        _ containsHeader: Bool
    ) async throws {
        var reading = plain
        var scanner = CSVScanner(
            delimiter: delimiter,
            sink: CSVFirstRecord(hasHeader: containsHeader)
        )
        try await FileBytes(path: path).read { buffer in try scanner.read(buffer) }
        try scanner.finish()
        guard let first = scanner.sink.first else { return }
        reading.columns = try InputPreparation.columns(first, containsHeader, table.schema)
        reading.isSequential = scanner.shape.hasQuotedLineEnds
        reading.longest = InputPreparation.reserve(scanner.shape.longest)
        guard !scanner.shape.isPlain || delimiter.utf8.count > 4 else {
            table.add(path, reading)
            return
        }
        let file = try copy(of: path)
        var copier = CSVScanner(delimiter: delimiter, sink: CSVCopy(to: file))
        try await FileBytes(path: path).read { buffer in try copier.read(buffer) }
        try copier.finish()
        try file.flush(isLast: true)
        reading.compression = "none"
        reading.isCopy = true
        table.add(file.path, reading)
    }

    /// Returns the names of a file's columns: those of its header, or the schema's in order.
    private static func columns(
        _ first: [String],
        _ containsHeader: Bool,
        _ schema: [SchemaField]
    ) throws(FileProblem) -> [String] {
        guard containsHeader else {
            guard !schema.isEmpty else { return first.indices.map { "column\($0)" } }
            guard schema.count >= first.count else {
                throw FileProblem(
                    line: 1,
                    reason: "has \(first.count) fields, the schema has \(schema.count): "
                        + "declare a field for each, in their order"
                )
            }
            return schema.prefix(first.count).map(\.key)
        }
        try CSVHeader(names: first).check(against: schema)
        return first
    }

    private mutating func addLines(
        _ path: String,
        to table: inout PreparedTable,
        _ plain: PreparedTable.Reading
    ) async throws {
        var reading = plain
        var scanner = LineScanner()
        try await FileBytes(path: path).read { buffer in try scanner.read(buffer) }
        try scanner.finish()
        reading.longest = InputPreparation.reserve(scanner.longest)
        guard !scanner.isPlain else {
            table.add(path, reading)
            return
        }
        let file = try copy(of: path)
        var copier = LineScanner(to: file)
        try await FileBytes(path: path).read { buffer in try copier.read(buffer) }
        try copier.finish()
        try file.flush(isLast: true)
        reading.compression = "none"
        reading.isCopy = true
        table.add(file.path, reading)
        guard let first = scanner.firstReplaced else { return }
        let count = scanner.replaced
        table.notes.append(
            "\(count) line\(count == 1 ? "" : "s") of '\(names[path])' \(count == 1 ? "has" : "have") bytes "
                + "that are no text, which became U+FFFD, the first is line \(first)"
        )
    }

    private static func reserve(_ longest: Int) -> Int {
        longest > longestLine ? longest * 2 / 1_048_576 + 1 : 0
    }

    private mutating func copy(of path: String) throws -> StagedFile {
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        copies += 1
        let file = try StagedFile(path: "\(directory)/\(copies).csv")
        names.add(copy: file.path, of: path)
        return file
    }
}

/// The first record of a csv file that names its columns.
struct CSVHeader {
    let names: [String]

    /// Throws where a column of the header cannot be told, or one that is required is not there.
    ///
    /// Without a schema every name must differ from the others, also without their case, as those of fields do.
    func check(against schema: [SchemaField]) throws(FileProblem) {
        let wanted = Set(schema.map(\.key))
        var seen: [String: String] = [:]
        for name in names where schema.isEmpty || wanted.contains(name) {
            guard !name.isEmpty else {
                throw problem(
                    "has a column without a name: name it, or declare a schema without it"
                )
            }
            let key = schema.isEmpty ? name.lowercased() : name
            if let other = seen.updateValue(name, forKey: key) {
                let words =
                    other == name
                    ? "has the column '\(name)' twice"
                    : "has '\(other)' and '\(name)', which differ by case only"
                throw problem(words + ": rename one")
            }
        }
        guard schema.isEmpty || !wanted.isDisjoint(with: names) else {
            throw problem(
                "is no header of the fields "
                    + schema.map { "'\($0.key)'" }.joined(separator: ", ")
                    + ": correct the schema, or containsHeader"
            )
        }
        for field in schema where field.isRequired && !names.contains(field.key) {
            throw problem("has no column '\(field.key)', which is required: add it")
        }
    }

    private func problem(_ reason: String) -> FileProblem { FileProblem(line: 1, reason: reason) }
}
