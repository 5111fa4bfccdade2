import GRDB
import PipelineEngine

/// The identities of definitions, as columns beside their JSON.
enum Identities {
    /// Returns the next identity; the counter only ever rises, also when what it was for is not stored.
    static func next(_ database: Database) throws -> Int64 {
        let next = try Int64.fetchOne(
            database,
            sql: "UPDATE identity_counter SET last = last + 1 RETURNING last"
        )
        guard let next else { throw DatabaseError(message: "the counter of identities is gone") }
        return next
    }

    /// Raises the counter: what was created with another file of this store has lower identities.
    static func begin(after lowest: Int64, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE identity_counter SET last = ? WHERE last < ?",
            arguments: [lowest, lowest]
        )
    }
}

extension JSONColumn {
    /// Decodes definitions; the query's columns are `json` and `identity`.
    static func definitions<Value: Decodable & Identified>(
        _ type: Value.Type,
        _ database: Database,
        sql: String,
        arguments: StatementArguments = StatementArguments()
    ) throws -> [Value] {
        try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
            var definition = try value(type, from: row["json"])
            definition.identity = row["identity"]
            return definition
        }
    }
}
