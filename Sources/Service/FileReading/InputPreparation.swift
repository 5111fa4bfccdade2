import FoundationEssentials
import PipelineAPI
package import PipelineEngine

/// Looks through the files of tables before an engine reads them, and copies those that it would read wrongly.
///
/// Engines guess where they are not told, do not verify gzip, and give text up at a bad byte. What they are told
/// comes from here; a file that is broken is named with the line.
package struct InputPreparation {
    /// How an engine knows that a file is packed.
    package enum Unpacking: Sendable {
        /// By what it is told.
        case told
        /// By the ending of the file's name; what has one that only the engine unpacks is not looked through.
        case byName
    }

    /// The directory for copies, which is made when the first is.
    let directory: String
    package private(set) var names = FileNames()
    private let unpacking: Unpacking
    private var copies = 0

    package init(directory: String, unpacking: Unpacking = .told) {
        self.directory = directory
        self.unpacking = unpacking
    }

    /// The longest line that DuckDB reads without being told, in bytes, less a reserve.
    private static let longestLine = 1_900_000
    /// The longest JSON object that DuckDB reads without being told, in bytes, less a reserve.
    private static let longestObject = 16_000_000

    package mutating func prepare(_ table: InputTable) async throws -> PreparedTable {
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
        if unpacking == .byName, InputPreparation.isUnseen(path) {
            return table.add(path, PreparedTable.Reading())
        }
        let packing = try FileBytes(path: path).packing()
        var reading = PreparedTable.Reading()
        let longestObject = InputPreparation.longestObject
        reading.compression = "\(packing == .plain ? "none" : "\(packing)")"
        switch table.format {
        case .csv(let delimiter, let containsHeader) where packing != .zstd:
            try await addCSV(path, to: &table, reading, packing, delimiter, containsHeader)
        case .text where packing != .zstd: try await addLines(path, to: &table, reading, packing)
        default:
            if packing != .zstd {
                let longest = try await LongestLine(path: path, isPacked: packing == .gzip).length
                reading.longest = InputPreparation.reserve(longest, over: longestObject)
            }
            table.add(try named(path, packing), reading)
        }
    }

    private mutating func addCSV(
        _ path: String,
        to table: inout PreparedTable,
        _ plain: PreparedTable.Reading,
        _ packing: FileBytes.Packing,
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
            table.add(try named(path, packing), reading)
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
        _ plain: PreparedTable.Reading,
        _ packing: FileBytes.Packing
    ) async throws {
        var reading = plain
        var scanner = LineScanner()
        try await FileBytes(path: path).read { buffer in try scanner.read(buffer) }
        try scanner.finish()
        reading.longest = InputPreparation.reserve(scanner.longest)
        guard !scanner.isPlain else {
            table.add(try named(path, packing), reading)
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

    /// Returns the MiB to tell DuckDB for a longest line; 0 where it reads that without being told.
    private static func reserve(_ longest: Int, over limit: Int = longestLine) -> Int {
        longest > limit ? longest * 2 / 1_048_576 + 1 : 0
    }

    /// Endings of files that only the engine unpacks, and the addresses that only it reads.
    private static func isUnseen(_ path: String) -> Bool {
        let name = path.split(separator: "/").last?.lowercased() ?? ""
        return path.contains("://")
            || [".bz2", ".lz4", ".snappy", ".deflate", ".lzo", ".zst"].contains {
                name.hasSuffix($0)
            }
    }

    /// Returns a path with the ending that says how the file is packed: its own, or that of a link to it.
    private mutating func named(
        _ path: String,
        _ packing: FileBytes.Packing
    ) throws -> String {
        guard unpacking == .byName else { return path }
        guard packing != .zstd else {
            throw FileProblem(
                reason: "is packed with zstd, which spark cannot read: store it with gzip, or plain"
            )
        }
        let isNamed = path.lowercased().hasSuffix(".gz")
        guard isNamed != (packing == .gzip) else { return path }
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        copies += 1
        let link = "\(directory)/\(copies)" + (packing == .gzip ? ".gz" : "")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        names.add(copy: link, of: path)
        return link
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
