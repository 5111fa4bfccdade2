package import FoundationEssentials
import GRDB
package import PipelineAPI
package import PipelineEngine
import PipelineService

extension SQLiteStore {
    package func streamTasks() async throws(APIError) -> [StreamTask] {
        if let known = cache.tasks { return known }
        let version = cache.version
        let found = try await read {
            try JSONColumn.definitions(
                StreamTask.self,
                $0,
                sql: "SELECT json, identity FROM stream_task ORDER BY repo, name, kind"
            )
        }
        cache.store(found, readAt: version)
        return found
    }

    package func position(of key: StreamKey) async throws(APIError) -> StreamPosition? {
        try await read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT position, processed, last_error, last_time, success_time, identity
                    FROM stream_task
                    WHERE kind = ? AND repo = ? AND name = ?
                    """,
                arguments: key.arguments
            ).map { row in
                StreamPosition(
                    position: row["position"],
                    processed: row["processed"],
                    lastError: row["last_error"],
                    lastTime: SQLiteStore.date(row["last_time"]),
                    successTime: SQLiteStore.date(row["success_time"]),
                    identity: row["identity"]
                )
            }
        }
    }

    private static func date(_ seconds: Double?) -> Date? {
        seconds.map(Date.init(timeIntervalSince1970:))
    }

    package func points(
        of repo: String,
        after position: Int64,
        untilBytes bytes: Int
    ) async throws(APIError) -> [StoredBatch] {
        try await read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT id, count, json, arrived_at FROM point_batch
                    WHERE repo = ? AND id > ? ORDER BY id
                    """,
                arguments: [repo, position]
            )
            var found: [StoredBatch] = []
            var size = 0
            while size < bytes, let row = try rows.next() {
                let json: Data = row["json"]
                found.append(
                    StoredBatch(
                        position: row["id"],
                        count: row["count"],
                        json: json,
                        arrivedAt: Date(timeIntervalSince1970: row["arrived_at"])
                    )
                )
                size += json.count
            }
            return found
        }
    }

    package func pointCount(
        of repo: String,
        after position: Int64
    ) async throws(APIError) -> Int {
        try await read {
            try Int.fetchOne(
                $0,
                sql: "SELECT coalesce(sum(count), 0) FROM point_batch WHERE repo = ? AND id > ?",
                arguments: [repo, position]
            ) ?? 0
        }
    }

    package func insert(
        _ task: StreamTask,
        creating repo: RepoRecord?,
        fromOldest: Bool
    ) async throws(APIError) -> Bool {
        try await changeOrNothing { database in
            if let repo {
                guard try SQLiteStore.insert(repo, database) else { return false }
            }
            return try database.changes(
                """
                INSERT INTO stream_task (kind, repo, name, destination, json, identity, position)
                SELECT ?, name, ?, ?, ?, ?, CASE WHEN ? THEN 0 ELSE
                    (SELECT coalesce(max(id), 0) FROM point_batch WHERE repo = repo.name) END
                FROM repo WHERE name = ?
                    AND (? IS NULL OR EXISTS (SELECT 1 FROM repo AS target WHERE target.name = ?))
                ON CONFLICT DO NOTHING
                """,
                [
                    task.key.kind.rawValue, task.key.name, task.destination,
                    try JSONColumn.text(of: task), try Identities.next(database), fromOldest,
                    task.key.repo, task.destination, task.destination,
                ]
            )
        }
    }

    package func update(
        _ task: StreamTask,
        destination: RepoRecord?
    ) async throws(APIError) -> Bool {
        try await changeOrNothing { database in
            if let destination {
                guard try SQLiteStore.update(destination, database) else { return false }
            }
            return try database.changes(
                "UPDATE stream_task SET json = ? WHERE \(StreamTask.condition)",
                [try JSONColumn.text(of: task)] + task.arguments
            )
        }
    }

    package func delete(_ task: StreamTask) async throws(APIError) -> Bool {
        try await changeOrNothing { database in
            let isDeleted = try database.changes(
                "DELETE FROM stream_task WHERE \(StreamTask.condition)",
                task.arguments
            )
            guard isDeleted, case .transform(let definition) = task.work,
                definition.ownsDestination
            else { return isDeleted }
            return try SQLiteStore.deleteRepo(named: definition.destination, database)
        }
    }

    package func commit(_ step: StreamStep) async throws(APIError) -> Bool {
        try await writeOrNothing { database in
            let isMoved = try database.changes(
                """
                UPDATE stream_task SET position = ?, processed = processed + ?, last_error = ?,
                    last_time = ?, success_time = ?
                WHERE \(StreamTask.condition) AND position = ?
                """,
                [step.to, step.processed, step.note] + step.times
                    + step.key.arguments + [step.identity, step.from]
            )
            guard isMoved, let output = step.output else { return isMoved }
            return try SQLiteStore.append(output.batch, to: output.repo, database)
        }
    }

    package func planDelivery(_ step: StreamStep) async throws(APIError) -> Int64 {
        try await write { database in
            try Int64.fetchOne(
                database,
                sql: """
                    UPDATE stream_task
                    SET delivering = CASE WHEN delivering > position THEN delivering ELSE ? END
                    WHERE \(StreamTask.condition) AND position = ? RETURNING delivering
                    """,
                arguments: [step.to] + step.key.arguments + [step.identity, step.from]
            ) ?? step.to
        }
    }

    package func setError(
        _ message: String,
        of task: StreamTask,
        at time: Date
    ) async throws(APIError) {
        _ = try await write {
            try $0.changes(
                """
                UPDATE stream_task SET last_error = ?, last_time = ?
                WHERE \(StreamTask.condition)
                """,
                [message, time.timeIntervalSince1970] + task.arguments
            )
        }
    }

    private func changeOrNothing(
        _ body: @escaping @Sendable (Database) throws -> Bool
    ) async throws(APIError) -> Bool {
        cache.invalidate()
        defer { cache.invalidate() }
        return try await writeOrNothing(body)
    }

    /// Runs the body in one transaction, which is rolled back if it returns false.
    private func writeOrNothing(
        _ body: @escaping @Sendable (Database) throws -> Bool
    ) async throws(APIError) -> Bool {
        try await write { database in
            var isDone = false
            try database.inSavepoint {
                isDone = try body(database)
                return isDone ? .commit : .rollback
            }
            return isDone
        }
    }
}

extension StreamTask {
    /// The condition that finds the row of a task and of no other that has its key.
    fileprivate static let condition = "kind = ? AND repo = ? AND name = ? AND identity = ?"

    fileprivate var arguments: StatementArguments { key.arguments + [identity] }
}

extension StreamKey {
    fileprivate var arguments: StatementArguments { [kind.rawValue, repo, name] }
}

extension StreamStep {
    /// The time as that of the last look and of the last success.
    fileprivate var times: StatementArguments {
        [time.timeIntervalSince1970, time.timeIntervalSince1970]
    }
}
