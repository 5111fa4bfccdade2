import GRDB
package import PipelineAPI
package import PipelineEngine
package import PipelineService

extension SQLiteStore {
    package func records<Record: NamedRecord>(
        _ type: Record.Type
    ) async throws(APIError) -> [Record] {
        try await read {
            try JSONColumn.values(
                type,
                $0,
                sql: "SELECT json FROM named_record WHERE kind = ? ORDER BY name",
                arguments: [Record.recordKind]
            )
        }
    }

    package func insert<Record: NamedRecord>(record: Record) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "INSERT INTO named_record (kind, name, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [Record.recordKind, record.recordName, try JSONColumn.text(of: record)]
            )
        }
    }

    package func update<Record: NamedRecord>(record: Record) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "UPDATE named_record SET json = ? WHERE kind = ? AND name = ?",
                [try JSONColumn.text(of: record), Record.recordKind, record.recordName]
            )
        }
    }

    package func deleteRecord<Record: NamedRecord>(
        _ type: Record.Type,
        named name: String
    ) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "DELETE FROM named_record WHERE kind = ? AND name = ?",
                [Record.recordKind, name]
            )
        }
    }
}

extension SQLiteStore {
    package func jobExports(of job: String) async throws(APIError) -> [JobExportRecord] {
        try await read {
            try JSONColumn.definitions(
                JobExportRecord.self,
                $0,
                sql: "SELECT json, identity FROM job_export WHERE job = ? ORDER BY name",
                arguments: [job]
            )
        }
    }

    package func insert(_ export: JobExportRecord) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                """
                INSERT INTO job_export (job, name, json, identity)
                SELECT name, ?, ?, ? FROM job WHERE name = ?
                ON CONFLICT DO NOTHING
                """,
                [
                    export.name, try JSONColumn.text(of: export), try Identities.next($0),
                    export.job,
                ]
            )
        }
    }

    package func update(_ export: JobExportRecord) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "UPDATE job_export SET json = ? WHERE job = ? AND name = ? AND identity = ?",
                [try JSONColumn.text(of: export), export.job, export.name, export.identity]
            )
        }
    }

    package func deleteJobExport(
        named name: String,
        of job: String
    ) async throws(APIError) -> Bool {
        try await write {
            try $0.changes("DELETE FROM job_export WHERE job = ? AND name = ?", [job, name])
        }
    }
}
