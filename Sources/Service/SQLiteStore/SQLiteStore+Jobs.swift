import GRDB
package import PipelineAPI
package import PipelineEngine

extension SQLiteStore {
    package func jobs() async throws(APIError) -> [JobRecord] {
        try await read { try SQLiteStore.jobs($0, where: "true") }
    }

    package func job(named name: String) async throws(APIError) -> JobRecord? {
        try await read { try SQLiteStore.jobs($0, where: "name = ?", [name]).first }
    }

    package func jobs(
        reading source: String,
        _ type: JobSourceType
    ) async throws(APIError) -> [JobRecord] {
        try await read {
            try SQLiteStore.jobs(
                $0,
                where: "name IN (SELECT job FROM job_source WHERE type = ? AND name = ?)",
                [type.folded, source]
            )
        }
    }

    /// Reads jobs; whether a schedule is active has its own column, since it changes by itself.
    private static func jobs(
        _ database: Database,
        where condition: String,
        _ arguments: StatementArguments = StatementArguments()
    ) throws -> [JobRecord] {
        try Row.fetchAll(
            database,
            sql: "SELECT json, is_scheduled, identity FROM job WHERE \(condition) ORDER BY name",
            arguments: arguments
        ).map { row in
            var record = try JSONColumn.value(JobRecord.self, from: row["json"])
            record.isScheduled = row["is_scheduled"]
            record.identity = row["identity"]
            return record
        }
    }

    package func insert(_ job: JobRecord) async throws(APIError) -> Bool {
        try await write { database in
            let isNew = try database.changes(
                """
                INSERT INTO job (name, json, is_scheduled, identity) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                [
                    job.name, try JSONColumn.text(of: job), job.isScheduled,
                    try Identities.next(database),
                ]
            )
            if isNew { try SQLiteStore.insertSources(of: job, database) }
            return isNew
        }
    }

    package func update(_ job: JobRecord) async throws(APIError) -> Bool {
        try await write { database in
            let isKnown = try database.changes(
                "UPDATE job SET json = ? WHERE name = ? AND identity = ?",
                [try JSONColumn.text(of: job), job.name, job.identity]
            )
            guard isKnown else { return false }
            try database.execute(sql: "DELETE FROM job_source WHERE job = ?", arguments: [job.name])
            try SQLiteStore.insertSources(of: job, database)
            return true
        }
    }

    private static func insertSources(of job: JobRecord, _ database: Database) throws {
        for source in job.definition.srcs {
            try database.execute(
                sql: "INSERT OR IGNORE INTO job_source (job, type, name) VALUES (?, ?, ?)",
                arguments: [job.name, source.type.folded, source.name]
            )
        }
    }

    package func setScheduled(_ isScheduled: Bool, job: String) async throws(APIError) -> Bool {
        try await write {
            try $0.changes("UPDATE job SET is_scheduled = ? WHERE name = ?", [isScheduled, job])
        }
    }

    package func deleteJob(named name: String) async throws(APIError) -> Bool {
        try await write { try $0.changes("DELETE FROM job WHERE name = ?", [name]) }
    }
}
