import FoundationEssentials
import GRDB
package import PipelineAPI
package import PipelineService

extension SQLiteStore {
    package func repos() async throws(APIError) -> [RepoRecord] {
        try await read {
            try JSONColumn.values(RepoRecord.self, $0, sql: "SELECT json FROM repo ORDER BY name")
        }
    }

    package func repo(named name: String) async throws(APIError) -> RepoRecord? {
        try await read {
            try JSONColumn.values(
                RepoRecord.self,
                $0,
                sql: "SELECT json FROM repo WHERE name = ?",
                arguments: [name]
            ).first
        }
    }

    package func insert(_ repo: RepoRecord) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "INSERT INTO repo (name, json) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [repo.name, try JSONColumn.text(of: repo)]
            )
        }
    }

    package func update(_ repo: RepoRecord) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "UPDATE repo SET json = ? WHERE name = ?",
                [try JSONColumn.text(of: repo), repo.name]
            )
        }
    }

    package func deleteRepo(named name: String) async throws(APIError) -> Bool {
        try await write { try $0.changes("DELETE FROM repo WHERE name = ?", [name]) }
    }

    package func append(_ batch: PointBatch, to repo: String) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                """
                INSERT INTO point_batch (repo, count, arrived_at, json)
                SELECT name, ?, ?, ? FROM repo WHERE name = ?
                """,
                [batch.count, batch.arrivedAt.timeIntervalSince1970, batch.json, repo]
            )
        }
    }

    package func pointCount(of repo: String) async throws(APIError) -> Int {
        try await read {
            try Int.fetchOne(
                $0,
                sql: "SELECT coalesce(sum(count), 0) FROM point_batch WHERE repo = ?",
                arguments: [repo]
            ) ?? 0
        }
    }
}
