package import ChildProcess
import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Settings

/// Runs scripts of DuckDB's shell on a MySQL or PostgreSQL server, by DuckDB's own extension for it.
///
/// **Invariants:** the password is in no file, argument, environment or message: the script goes through a pipe. A
/// process has one transaction at most, which ends with it: whatever stops it before COMMIT leaves nothing there.
package struct DatabaseClient: Sendable {
    private let duckdb: String
    private let extensions: [String]
    private let owner: ChildOwner?

    /// `duckdb` is the path of the command, `extensions` are the directories where its extensions may be.
    package init(duckdb: String, extensions: [String], owner: ChildOwner? = nil) {
        self.duckdb = duckdb
        self.extensions = extensions
        self.owner = owner
    }

    /// Returns the rows of the script's SELECTs.
    ///
    /// In the script, the database is `d`; `directory` is one that only this call uses. Throws the shell's error output
    /// as ``Refusal``.
    func run(
        _ script: String,
        on store: Stores.ReportStore,
        database: String,
        in directory: String
    ) async throws -> [PointRecord] {
        let dialect = SQLDialect(store.kind)
        let pipe = try NamedPipe(at: directory + "/script-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(atPath: pipe.path) }
        let text = try head(dialect, store, database) + script
        let command = ChildCommand(
            executable: duckdb,
            arguments: ["-init", "/dev/null", "-no-stdin", "-f", pipe.path, ":memory:"],
            environment: ["HOME": directory, "LC_ALL": "C.UTF-8"],
            owner: owner
        )
        let outcome = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pipe.write(text) }
            defer { group.cancelAll() }
            return try await command.run()
        }
        guard outcome.isSuccess else { throw Refusal(text: outcome.errorOutput) }
        return try DatabaseClient.rows(in: outcome.output)
    }

    /// What the shell said when a statement failed.
    struct Refusal: Error {
        let text: String
    }

    private func head(
        _ dialect: SQLDialect,
        _ store: Stores.ReportStore,
        _ database: String
    ) throws(DeliveryFailure) -> String {
        func literal(_ text: String) -> String { SQLDialect.literal(text) }
        let name = dialect.extensionName + ".duckdb_extension"
        let paths = extensions.map { $0 + "/" + name }
        guard let path = paths.first(where: FileManager.default.fileExists) else {
            throw DeliveryFailure(
                "'\(name)' was not found, with which DuckDB reaches this database: put it into "
                    + "'duckdb-extensions' beside the duckdb command"
            )
        }
        return """
            .bail on
            .mode json
            SET TimeZone='UTC';
            LOAD \(literal(path));
            CREATE SECRET s (TYPE \(dialect.typeName), HOST \(literal(store.host)), PORT \(store.port), \
            USER \(literal(store.login.user)), PASSWORD \(literal(store.login.password.text)), \
            DATABASE \(literal(database)));
            ATTACH '' AS d (TYPE \(dialect.typeName), SECRET s);

            """
    }

    /// Reads the lists that the shell prints, one after the other; a statement without rows prints an empty one.
    private static func rows(in output: String) throws -> [PointRecord] {
        var rows: [PointRecord] = []
        for line in output.split(separator: "\n") {
            var text = line[...]
            if text.hasPrefix("[") { text = text.dropFirst() }
            while text.hasSuffix("]") || text.hasSuffix(",") { text = text.dropLast() }
            guard text.hasPrefix("{") else { continue }
            let row = try JSONCoding.decode(PointRecord.self, from: Data(text.utf8))
            // What the shell says of the secret that was made.
            if row != ["Success": true] { rows.append(row) }
        }
        return rows
    }
}
