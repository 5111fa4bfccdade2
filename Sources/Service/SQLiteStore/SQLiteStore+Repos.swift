import FoundationEssentials
import GRDB
package import PipelineAPI
package import PipelineEngine

extension SQLiteStore {
    package func repos() async throws(APIError) -> [RepoRecord] {
        try await read {
            try JSONColumn.definitions(
                RepoRecord.self,
                $0,
                sql: "SELECT json, identity FROM repo ORDER BY name"
            )
        }
    }

    package func repo(named name: String) async throws(APIError) -> RepoRecord? {
        if let known = cache.repo(named: name) { return known }
        let version = cache.version
        let found = try await read {
            try JSONColumn.definitions(
                RepoRecord.self,
                $0,
                sql: "SELECT json, identity FROM repo WHERE name = ?",
                arguments: [name]
            ).first
        }
        if let found { cache.store(found, readAt: version) }
        return found
    }

    package func insert(_ repo: RepoRecord) async throws(APIError) -> Bool {
        try await writeDefinition { try SQLiteStore.insert(repo, $0) }
    }

    /// Returns false where the name is taken.
    static func insert(_ repo: RepoRecord, _ database: Database) throws -> Bool {
        try database.changes(
            "INSERT INTO repo (name, json, identity) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [repo.name, try JSONColumn.text(of: repo), try Identities.next(database)]
        )
    }

    package func update(_ repo: RepoRecord) async throws(APIError) -> Bool {
        try await writeDefinition { try SQLiteStore.update(repo, $0) }
    }

    /// Returns false where there is no such repo.
    static func update(_ repo: RepoRecord, _ database: Database) throws -> Bool {
        try database.changes(
            "UPDATE repo SET json = ? WHERE name = ? AND identity = ?",
            [try JSONColumn.text(of: repo), repo.name, repo.identity]
        )
    }

    package func deleteRepo(named name: String) async throws(APIError) -> Bool {
        try await writeDefinition { try SQLiteStore.deleteRepo(named: name, $0) }
    }

    /// Returns false where there is none, or a task reads or writes it.
    static func deleteRepo(named name: String, _ database: Database) throws -> Bool {
        try database.changes(
            """
            DELETE FROM repo WHERE name = ?
                AND NOT EXISTS (SELECT 1 FROM stream_task WHERE repo = ? OR destination = ?)
            """,
            [name, name, name]
        )
    }

    package func append(_ batch: PointBatch, to repo: RepoRecord) async throws(APIError) -> Bool {
        try await write { database in
            let isThere = try SQLiteStore.exists(
                database,
                "repo WHERE name = ? AND identity = ?",
                [repo.name, repo.identity]
            )
            return try isThere && SQLiteStore.append(batch, to: repo.name, database)
        }
    }

    /// Returns false where there is no such repo.
    static func append(
        _ batch: PointBatch,
        to repo: String,
        _ database: Database
    ) throws -> Bool {
        try database.changes(
            """
            INSERT INTO point_batch (repo, count, arrived_at, json)
            SELECT name, ?, ?, ? FROM repo WHERE name = ?
            """,
            [batch.count, batch.arrivedAt.timeIntervalSince1970, batch.json, repo]
        )
    }

    package func latestPoints(
        of repo: String,
        count: Int
    ) async throws(APIError) -> [PointRecord] {
        try await read { database in
            let batches = try Data.fetchCursor(
                database,
                sql: "SELECT json FROM point_batch WHERE repo = ? ORDER BY id DESC",
                arguments: [repo]
            )
            var found: [PointRecord] = []
            while found.count < count, let json = try batches.next() {
                found = try JSONCoding.decode([PointRecord].self, from: json) + found
            }
            return found.suffix(count)
        }
    }
}
