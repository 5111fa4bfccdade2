import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Settings

/// Writes reports to a MySQL, MariaDB or PostgreSQL server, each delivery in one transaction.
struct ReportServer: Sendable {
    let store: Stores.ReportStore
    let client: DatabaseClient

    private var dialect: SQLDialect { SQLDialect(store.kind) }

    func deliver(_ delivery: Delivery) async throws {
        let spec = try delivery.spec(as: ReportExportSpec.self)
        let mapping = FieldMapping(spec.columns ?? [:], schema: delivery.schema)
        let path = delivery.workDirectory + "/rows.json"
        let lines = try LineWriter(path: path)
        while let records = try delivery.nextRecords() {
            for record in records { try lines.write(try JSONCoding.encode(mapping.map(record))) }
        }
        try lines.end()
        let script = ReportScript(
            dialect: dialect,
            database: spec.dbName ?? "",
            table: spec.tableName ?? "",
            columns: mapping.schema,
            sender: delivery.source,
            mark: delivery.idempotencyKey,
            run: delivery.run.map { "\(delivery.source) \($0)" },
            isReplacing: spec.saveMode == "overwrite"
        )
        try checkNames(script)
        let failure = ReportFailure(store: store, database: script.database, table: script.table)
        // Where others had the same rows or tables, the transaction is one and has changed nothing.
        var waits = ServerConnection.usualWaits[...]
        while true {
            do {
                let known = try await columns(script, in: delivery.workDirectory)
                _ = try await client.run(
                    script.write(known: known, rows: path, longest: lines.longest),
                    on: store,
                    database: script.database,
                    in: delivery.workDirectory
                )
                return
            } catch let refusal as DatabaseClient.Refusal {
                guard !ReportScript.saysDelivered(refusal.text) else { return }
                guard ReportFailure.isBusy(refusal.text), !waits.isEmpty else {
                    throw failure.words(for: refusal.text)
                }
            }
            try await Task.sleep(for: waits.removeFirst())
        }
    }

    /// Returns the columns of the tables that are there, by table.
    private func columns(
        _ script: ReportScript,
        in directory: String
    ) async throws -> [String: Set<String>] {
        let rows = try await client.run(
            script.look,
            on: store,
            database: script.database,
            in: directory
        )
        var known: [String: Set<String>] = [:]
        for row in rows {
            guard case .string(let table)? = row["t"], case .string(let column)? = row["c"] else {
                continue
            }
            known[table, default: []].insert(dialect.folded(column))
        }
        return known
    }

    private func checkNames(_ script: ReportScript) throws {
        for name in [script.table] + script.columns.map(\.key)
        where name.utf8.count > SQLDialect.longestName {
            throw DeliveryFailure(
                "'\(name)' has \(name.utf8.count) bytes, and a name of a table or a column at most "
                    + "\(SQLDialect.longestName): choose a shorter one"
            )
        }
    }

    /// Asks for the version and for where tables may be made.
    func check() async throws -> StoreCheck.Standing {
        let directory = FileManager.default.temporaryDirectory.path + "/check-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        do {
            let rows = try await client.run(
                "SELECT * FROM \(dialect.query(dialect.standing));\n",
                on: store,
                database: dialect.systemDatabase,
                in: directory
            )
            var rights = "may not make tables in any database: give this user CREATE"
            if case .string(let names)? = rows.first?["r"], !names.isEmpty {
                rights = "makes tables in \(names)"
            }
            guard case .string(let version)? = rows.first?["v"] else {
                return StoreCheck.Standing(version: "", rights: rights)
            }
            return StoreCheck.Standing(version: version, rights: rights)
        } catch let refusal as DatabaseClient.Refusal {
            throw ReportFailure(store: store, database: dialect.systemDatabase, table: "")
                .words(for: refusal.text)
        }
    }
}

extension SQLDialect {
    /// The query of the server's version, `v`, and of the databases where this user may make tables, `r`.
    var standing: String {
        guard kind == .mysql else {
            return """
                SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) AS v, \
                (SELECT string_agg(quote_ident(datname), ', ' ORDER BY datname) FROM pg_database \
                WHERE NOT datistemplate AND has_database_privilege(datname, 'CREATE')) AS r
                """
        }
        return """
            SELECT CONCAT(IF(VERSION() LIKE '%MariaDB%', 'MariaDB ', 'MySQL '), \
            SUBSTRING_INDEX(VERSION(), '-', 1)) AS v, \
            IF((SELECT COUNT(*) FROM information_schema.user_privileges WHERE privilege_type = 'CREATE' \
            AND REPLACE(grantee, '''', '') = CURRENT_USER()) > 0, 'every database', \
            (SELECT GROUP_CONCAT(DISTINCT table_schema SEPARATOR ', ') \
            FROM information_schema.schema_privileges WHERE privilege_type = 'CREATE')) AS r
            """
    }
}
