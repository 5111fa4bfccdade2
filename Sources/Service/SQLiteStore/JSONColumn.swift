import FoundationEssentials
import GRDB
import PipelineAPI

/// Encodes models as JSON in text columns, and decodes them.
enum JSONColumn {
    static func text(of value: some Encodable) throws -> String {
        String(decoding: try JSONCoding.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(
        _ type: Value.Type,
        from text: String
    ) throws -> Value {
        try JSONCoding.decode(type, from: Data(text.utf8))
    }

    static func values<Value: Decodable>(
        _ type: Value.Type,
        _ database: Database,
        sql: String,
        arguments: StatementArguments = StatementArguments()
    ) throws -> [Value] {
        try String.fetchAll(database, sql: sql, arguments: arguments).map {
            try value(type, from: $0)
        }
    }
}

extension Database {
    /// Runs a statement.
    ///
    /// Returns whether it changed a row.
    func changes(_ sql: String, _ arguments: StatementArguments) throws -> Bool {
        try execute(sql: sql, arguments: arguments)
        return changesCount > 0
    }
}
