package import PipelineAPI

/// Something that computes SQL over files, one child process a computation.
package protocol SQLEngine: Sendable {
    /// What a run's message and a description call it: `duckdb`.
    var name: String { get }

    /// The columns a query would answer, found without reading the tables' files.
    ///
    /// Throws `E18618` with the engine's own words where the SQL is not valid.
    func describe(_ sql: String, tables: [InputTable]) async throws(APIError) -> [SchemaField]

    /// The schema of files, as the engine infers it; throws `E18623` where they have another format.
    func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField]

    /// Computes the query into the result file, whole or not at all.
    ///
    /// `onStart` is called with the child once it runs. Cancelling the task ends the child's process
    /// group (SIGTERM, SIGKILL after 5 s) before this returns.
    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult

    /// Writes a table as files below a directory and answers their paths relative to it, in order.
    func write(_ writing: FileWriting) async throws(QueryFailure) -> [String]

    /// Why files cannot be written so, naming the engine that can; `nil` where they can.
    func refusal(ofFormat format: String, compression: String) -> String?
}

/// Files of one format, by absolute path.
package struct InputFiles: Equatable, Sendable {
    package var paths: [String]
    package var format: FileFormat

    package init(paths: [String], format: FileFormat) {
        self.paths = paths
        self.format = format
    }
}

/// How a file is written; the documents' file types.
package enum FileFormat: Equatable, Sendable {
    case json
    case csv(delimiter: String, containsHeader: Bool)
    case text
    case parquet
}

/// A table of a query: files under a name, with the columns they are declared to have.
package struct InputTable: Equatable, Sendable {
    package var name: String
    package var files: InputFiles
    /// Empty where nothing is declared; then the columns are those of the files.
    package var schema: [SchemaField]

    package init(name: String, files: InputFiles, schema: [SchemaField]) {
        self.name = name
        self.files = files
        self.schema = schema
    }
}

/// One computation: SQL with its variables filled in, its tables, and where the result goes.
package struct Query: Equatable, Sendable {
    package var sql: String
    package var tables: [InputTable]
    /// Absolute path of the file to write; its directory exists.
    package var resultPath: String
    /// A directory of this computation's own, which exists; the log goes there.
    package var workDirectory: String
    package var resultFormat: ResultFormat

    package init(
        sql: String,
        tables: [InputTable],
        resultPath: String,
        workDirectory: String,
        resultFormat: ResultFormat = .parquet
    ) {
        self.sql = sql
        self.tables = tables
        self.resultPath = resultPath
        self.workDirectory = workDirectory
        self.resultFormat = resultFormat
    }
}

/// How a computation's rows are written.
package enum ResultFormat: Equatable, Sendable {
    case parquet
    /// One object a line; times in RFC 3339 and UTC.
    case jsonLines
}

/// A table to be written as files, in one of the formats of the documents.
package struct FileWriting: Equatable, Sendable {
    package var table: InputTable
    /// Absolute path of a directory in `workDirectory`, which exists and is empty.
    package var directory: String
    /// A directory of this computation's own, which exists; the log goes there.
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

    package init(rows: Int) {
        self.rows = rows
    }
}

/// Why a computation gave no result: the engine's words, or that it was stopped.
package enum QueryFailure: Error, Equatable, Sendable {
    case failed(String)
    case stopped
}
