import FoundationEssentials
import GRDB
package import PipelineAPI
package import PipelineEngine

extension SQLiteStore {
    /// Each condition has an index of its own, which a query with OR would not use.
    package func writtenKeys(
        _ question: WrittenKeyQuery
    ) async throws(APIError) -> [WrittenKey] {
        let columns = "key, source, target, run, pieces, written_at"
        let selection = "SELECT \(columns) FROM written_key WHERE source = :source"
        return try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    \(selection) AND target = :target
                    UNION \(selection) AND run = :run
                    UNION \(selection) AND written_at < :before
                    UNION \(selection) AND pieces IS NOT NULL AND EXISTS (
                        SELECT 1 FROM json_each(pieces) WHERE value ->> 'run' = :run)
                    ORDER BY key
                    """,
                arguments: [
                    "source": question.source, "target": question.target, "run": question.run,
                    "before": question.before?.timeIntervalSince1970,
                ]
            ).map(WrittenKey.init(row:))
        }
    }

    package func begin(_ placement: Placement) async throws(APIError) {
        try await write {
            try $0.execute(
                sql: "INSERT INTO placement (id, json) VALUES (?, ?)",
                arguments: [placement.id, try JSONColumn.text(of: placement)]
            )
        }
    }

    package func complete(_ placement: Placement) async throws(APIError) {
        try await writeToTheEnd { database in
            if let ended = placement.ending,
                try !SQLiteStore.replace(ended, whereStatus: .running, database)
            {
                throw Placement.stopped
            }
            for removal in placement.removals {
                try database.execute(
                    sql: "DELETE FROM written_key WHERE key = ? AND source = ?",
                    arguments: [removal.key, placement.source]
                )
            }
            for put in placement.puts {
                try database.execute(
                    sql: """
                        INSERT OR REPLACE INTO written_key
                            (key, source, target, run, pieces, written_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: try put.written.arguments()
                )
            }
            try SQLiteStore.deletePlacement(placement, database)
        }
    }

    package func takeBack(_ placement: Placement) async throws(APIError) {
        try await writeToTheEnd { try SQLiteStore.deletePlacement(placement, $0) }
    }

    private static func deletePlacement(_ placement: Placement, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM placement WHERE id = ?",
            arguments: [placement.id]
        )
    }

    package func unfinishedPlacements() async throws(APIError) -> [Placement] {
        try await read {
            try JSONColumn.values(
                Placement.self,
                $0,
                sql: "SELECT json FROM placement ORDER BY id"
            )
        }
    }

    package func forgetWrittenKeys(of source: String) async throws(APIError) {
        try await write {
            try $0.execute(sql: "DELETE FROM written_key WHERE source = ?", arguments: [source])
        }
    }
}

extension WrittenKey {
    fileprivate init(row: Row) throws {
        let pieces: String? = row["pieces"]
        self.init(
            key: row["key"],
            source: row["source"],
            target: row["target"],
            run: row["run"],
            pieces: try pieces.map { try JSONColumn.value([Piece].self, from: $0) } ?? [],
            writtenAt: Date(timeIntervalSince1970: row["written_at"])
        )
    }

    fileprivate func arguments() throws -> StatementArguments {
        let list = pieces.isEmpty ? nil : try JSONColumn.text(of: pieces)
        return [key, source, target, run, list, writtenAt.timeIntervalSince1970]
    }
}
