package import PipelineAPI

/// Computes SQL over files, with one child process per computation.
///
/// Users' SQL is Spark SQL on every engine.
package protocol SQLEngine: Sendable {
    /// The engine's name in messages: `duckdb`.
    var name: String { get }
    /// Whether users' SQL may call the registered functions of jars.
    var runsJars: Bool { get }
    /// The files of HDFS, which the engine reads and writes by their URLs; `nil` for one that cannot.
    var hdfs: (any HDFSFiles)? { get }

    /// Returns the columns of a query's result, without reading the tables' files.
    ///
    /// Throws `E18618` with the engine's own message where the SQL is not valid.
    func describe(_ sql: String, tables: [InputTable]) async throws(APIError) -> [SchemaField]

    /// Returns what the engine is given for a user's SQL, without computing anything.
    ///
    /// Throws `E18618` where the SQL is not valid.
    func translation(
        of sql: String,
        tables: [InputTable]
    ) async throws(APIError) -> TranslatedSQL

    /// Returns the functions that a user's SQL calls, in the order of the text; none where the SQL cannot be
    /// read, and `nil` where the engine cannot tell.
    func calls(in sql: String) async throws(APIError) -> [SQLCall]?

    /// Returns the schema of files, as the engine infers it. Throws `E18623` if they have another format.
    ///
    /// Empty where the files have nothing that names a field.
    func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField]

    /// Reads all of a table. Throws `E18623` with file, line, field and value where one does not fit the schema.
    func verify(_ table: InputTable) async throws(APIError)

    /// Computes the query and writes the result file, completely or not at all.
    ///
    /// `onStart` is called with the child process once it runs. Cancelling the task terminates the
    /// child's process group (SIGTERM, SIGKILL after 5 s) before this returns.
    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult

    /// Computes the query as ``run(_:onStart:)`` does, and tells how far it is.
    ///
    /// `onProgress` is called with words for the run's message, of an engine that knows them.
    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void,
        onProgress: @Sendable @escaping (String) async -> Void
    ) async throws(QueryFailure) -> QueryResult

    /// Writes a table as files below a directory. Returns their paths relative to it, in order.
    func write(_ writing: FileWriting) async throws(QueryFailure) -> [String]

    /// Returns why files cannot be written in a format, naming an engine that can; `nil` if they can.
    func refusal(ofFormat format: String, compression: String) -> String?
}

extension SQLEngine {
    package var runsJars: Bool { false }
    package var hdfs: (any HDFSFiles)? { nil }

    /// Returns the SQL as it is, which an engine of Spark's dialect is given.
    package func translation(
        of sql: String,
        tables: [InputTable]
    ) async throws(APIError) -> TranslatedSQL {
        TranslatedSQL(sql)
    }

    package func calls(in sql: String) async throws(APIError) -> [SQLCall]? { nil }

    /// Tells nothing while it computes.
    package func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void,
        onProgress: @Sendable @escaping (String) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        try await run(query, onStart: onStart)
    }

    /// Takes the table as it is; for engines that read no files.
    package func verify(_ table: InputTable) async throws(APIError) {}
}

/// Files of one format, as absolute paths or, for an engine that reaches HDFS, as URLs.
package struct InputFiles: Equatable, Sendable {
    package var paths: [String]
    package var format: FileFormat
    /// The directory below which a file has the name that its users know.
    package var directory: String
    /// Whether the service wrote the files itself, of values that it has checked.
    package var isChecked: Bool

    package init(
        paths: [String],
        format: FileFormat,
        directory: String = "",
        isChecked: Bool = false
    ) {
        self.paths = paths
        self.format = format
        self.directory = directory
        self.isChecked = isChecked
    }

    /// Returns how messages name a file: by its key, or else by the last part of its path.
    package func name(of path: String) -> String {
        if !directory.isEmpty, path.hasPrefix(directory + "/") {
            return String(path.dropFirst(directory.count + 1))
        }
        return String(path.split(separator: "/").last ?? "")
    }
}

/// The format of files, one of the documents' file types.
package enum FileFormat: Equatable, Sendable {
    case json
    case csv(delimiter: String, containsHeader: Bool)
    case text
    case parquet
}

/// A table of a query: a name, files, and their declared columns.
package struct InputTable: Equatable, Sendable {
    package var name: String
    package var files: InputFiles
    /// The declared columns; if empty, the columns are those of the files.
    package var schema: [SchemaField]

    package init(name: String, files: InputFiles, schema: [SchemaField]) {
        self.name = name
        self.files = files
        self.schema = schema
    }
}

/// One computation: SQL with its variables replaced, its tables, and the path of the result.
package struct Query: Equatable, Sendable {
    package var sql: String
    package var tables: [InputTable]
    /// The absolute path of the file to write; its directory exists.
    package var resultPath: String
    /// The absolute path of an existing directory that only this computation uses; its log is written
    /// there.
    package var workDirectory: String
    package var resultFormat: ResultFormat
    /// What the computation may use; `nil` for the engine's own limits.
    package var limits: ComputeLimits?
    /// The job's container, for an engine that computes on other machines than this one.
    package var container: Container?
    /// The names of the result's fields, where they are not those of the columns.
    package var names: ResultNames?
    /// Whether the SQL is the service's own, which every engine reads alike.
    package var isGenerated: Bool

    package init(
        sql: String,
        tables: [InputTable],
        resultPath: String,
        workDirectory: String,
        resultFormat: ResultFormat = .parquet,
        limits: ComputeLimits? = nil,
        container: Container? = nil,
        names: ResultNames? = nil,
        isGenerated: Bool = false
    ) {
        self.sql = sql
        self.tables = tables
        self.resultPath = resultPath
        self.workDirectory = workDirectory
        self.resultFormat = resultFormat
        self.limits = limits
        self.container = container
        self.names = names
        self.isGenerated = isGenerated
    }
}

/// The format of a computation's result.
package enum ResultFormat: Equatable, Sendable {
    case parquet
    /// One JSON object per line; times in RFC 3339 and UTC.
    case jsonLines
}

/// A request to write a table as files, in one of the documents' formats.
package struct FileWriting: Equatable, Sendable {
    package var table: InputTable
    /// The absolute path of an existing, empty directory in `workDirectory`, or the URL of one in HDFS, which is made.
    package var directory: String
    /// The absolute path of an existing directory that only this computation uses; its log is written
    /// there.
    package var workDirectory: String
    /// `json`, `csv`, `text`, `orc` or `parquet`.
    package var format: String
    package var compression: String
    package var delimiter: String?
    package var containsHeader: Bool
    package var partitionBy: [String]
    package var fileCount: Int

    package init(
        table: InputTable,
        directory: String,
        workDirectory: String,
        format: String,
        compression: String = "none",
        delimiter: String? = nil,
        containsHeader: Bool = false,
        partitionBy: [String] = [],
        fileCount: Int = 1
    ) {
        self.table = table
        self.directory = directory
        self.workDirectory = workDirectory
        self.format = format
        self.compression = compression
        self.delimiter = delimiter
        self.containsHeader = containsHeader
        self.partitionBy = partitionBy
        self.fileCount = fileCount
    }
}

package struct QueryResult: Equatable, Sendable {
    package var rows: Int
    /// What the user should know of how the result was computed and what was read; `nil` where there is nothing to say.
    package var note: String?

    package init(rows: Int, note: String? = nil) {
        self.rows = rows
        self.note = note
    }
}

/// Why a computation has no result: the engine's message, or that it was stopped.
package enum QueryFailure: Error, Equatable, Sendable {
    case failed(String)
    case stopped
}
