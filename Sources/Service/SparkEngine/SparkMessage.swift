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
        var infer: Infer?
        var run: Run?
        var write: Write?
    }

    struct Describe: Encodable {
        var sql: String
        var tables: [Table]
    }

    struct Infer: Encodable {
        var files: Files
    }

    struct Run: Encodable {
        var sql: String
        var tables: [Table]
        var resultPath: String
        var workDirectory: String
        var format: String
        var names: ResultNames?

        init(_ query: Query) {
            sql = query.sql
            tables = query.tables.map(Table.init)
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

        init(_ writing: FileWriting) {
            table = Table(writing.table)
            directory = writing.directory
            format = writing.format
            compression = writing.compression
            delimiter = writing.delimiter
            containsHeader = writing.containsHeader
            partitionBy = writing.partitionBy
            fileCount = writing.fileCount
        }
    }

    struct Table: Encodable {
        var name: String
        var files: Files
        var schema: [SchemaField]

        init(_ table: InputTable) {
            name = table.name
            files = Files(table.files)
            schema = table.schema
        }
    }

    struct Files: Encodable {
        var paths: [String]
        var format: String
        var delimiter: String?
        var containsHeader: Bool?

        init(_ files: InputFiles) {
            paths = files.paths
            switch files.format {
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

    struct Answer: Decodable {
        var fields: [SchemaField]?
        var rows: Int?
        var application: String?
        var paths: [String]?
        var error: Problem?

        struct Problem: Decodable {
            var message: String
            var line: Int?
            var column: Int?

            var text: String {
                SQLProblem(message, line: line, column: column).description
            }
        }
    }
}
