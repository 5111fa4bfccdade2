import FileReading
import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// What is exchanged with the driver program, as its `answers.py` documents it.
enum SparkMessage {
    /// A request, as one line of JSON.
    static func line(_ request: Request) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return String(decoding: try encoder.encode(request), as: UTF8.self)
    }

    /// Reads an answer; `nil` where the text is none.
    static func answer(_ text: String) -> Answer? {
        try? JSONDecoder().decode(Answer.self, from: Data(text.utf8))
    }

    /// One of its members is there.
    struct Request: Encodable {
        var describe: Describe?
        var infer: Files?
        var verify: Files?
        var run: Run?
        var write: Write?
        var hdfs: HDFS?
    }

    struct Describe: Encodable {
        var sql: String
        var tables: [Table]
        var functions: [JarFunction]
        /// The zone on whose clock the SQL is; `nil` is UTC.
        var zone: String?
    }

    struct Files: Encodable {
        var table: Table
    }

    struct Run: Encodable {
        var sql: String
        var tables: [Table]
        /// Those that are registered, called or not.
        var functions: [JarFunction]
        var zone: String?
        /// Whether the service has written the SQL itself: no place in it is told then.
        var isGenerated: Bool
        var resultPath: String
        var workDirectory: String
        var format: String
        var names: ResultNames?

        init(
            _ query: Query,
            _ tables: [PreparedTable],
            _ functions: [JarFunction],
            _ zone: String?
        ) {
            // What the service has written itself is in UTC.
            self.zone = query.isGenerated ? nil : zone
            isGenerated = query.isGenerated
            sql = query.sql
            self.tables = tables.map(Table.init)
            self.functions = query.isGenerated ? [] : functions
            resultPath = query.resultPath
            workDirectory = query.workDirectory
            format = query.resultFormat == .parquet ? "parquet" : "jsonLines"
            names = query.names
        }
    }

    struct Write: Encodable {
        var table: Table
        var directory: String
        var format: String
        var compression: String
        var delimiter: String?
        var containsHeader: Bool
        var partitionBy: [String]
        var fileCount: Int

        init(_ writing: FileWriting, _ table: PreparedTable) {
            self.table = Table(table)
            directory = writing.directory
            format = writing.format
            compression = writing.compression
            delimiter = writing.delimiter
            containsHeader = writing.containsHeader
            partitionBy = writing.partitionBy
            fileCount = writing.fileCount
        }
    }

    /// A list of files, or changes of them.
    struct HDFS: Encodable {
        var url: String
        var user: String
        var list: [String]?
        var changes: [Change]?

        init(_ server: HDFSServer) {
            url = server.url
            user = server.user
        }
    }

    struct Change: Encodable {
        var kind: String
        var path: String
        var target: String?
    }

    struct Table: Encodable {
        var name: String
        var schema: [SchemaField]
        var format: String
        var delimiter: String?
        var containsHeader: Bool?
        var isChecked: Bool
        var groups: [Group]

        init(_ table: PreparedTable) {
            name = table.name
            schema = table.schema
            isChecked = table.isChecked
            groups = table.groups.map(Group.init)
            switch table.format {
            case .json: format = "json"
            case .csv(let delimiter, let containsHeader):
                format = "csv"
                self.delimiter = delimiter
                self.containsHeader = containsHeader
            case .text: format = "text"
            case .parquet: format = "parquet"
            }
        }
    }

    /// Files that are read alike.
    struct Group: Encodable {
        var paths: [String]
        var columns: [String]
        var isCopy: Bool
        var isSequential: Bool

        init(_ group: PreparedTable.FileGroup) {
            paths = group.paths
            columns = group.reading.columns
            isCopy = group.reading.isCopy
            isSequential = group.reading.isSequential
        }
    }

    struct Answer: Decodable {
        var fields: [SchemaField]?
        var rows: Int?
        var application: String?
        var paths: [String]?
        var files: [File]?
        var error: Problem?
    }

    struct File: Decodable {
        var path: String
        var bytes: Int
    }

    /// Why there is no result.
    struct Problem: Decodable {
        var message: String
        var line: Int?
        var column: Int?
        /// Whether a server did not answer.
        var isUnreachable: Bool?
        /// The value of a file that the computation has failed at.
        var value: FailedValue?

        var text: String { SQLProblem(message, line: line, column: column).description }
    }
}
