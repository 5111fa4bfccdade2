import GRDB
package import PipelineAPI

/// The store on disk: one SQLite file, in WAL mode, every commit synced.
///
/// What a function has returned survives `kill -9` and a loss of power. Records of tables never leave
/// this target. **Invariant:** `synchronous` is FULL on the one connection that writes; see ``open(at:)``.
package struct SQLiteStore: Sendable {
    private let pool: DatabasePool
    let cache = DefinitionCache()

    /// Opens the file, or makes it, and brings its tables up to date.
    ///
    /// Throws `E9000` with SQLite's words where the file cannot be opened or is no database.
    package static func open(at path: String) throws(APIError) -> SQLiteStore {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Migrations.all.migrate(pool)
            // The pool sets `synchronous` to NORMAL when it turns to WAL, after every hook that could
            // set it earlier; and NORMAL may lose the last commits with the power.
            try pool.barrierWriteWithoutTransaction {
                try $0.execute(sql: "PRAGMA synchronous = FULL")
            }
            return SQLiteStore(pool: pool)
        } catch {
            throw APIError(
                .internalError,
                "the store '\(path)' cannot be opened: \(error): check the disk and who owns it"
            )
        }
    }

    private init(pool: DatabasePool) {
        self.pool = pool
    }

    /// 2 stands for FULL.
    func synchronousLevel() async throws(APIError) -> Int {
        try await write { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(APIError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw SQLiteStore.failure(error)
        }
    }

    /// Runs the body in one transaction, which is on disk when this returns.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(APIError) -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw SQLiteStore.failure(error)
        }
    }

    /// The same for a change of repos or stream tasks, which are kept in memory.
    func writeDefinition<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(APIError) -> Value {
        cache.forget()
        defer { cache.forget() }
        return try await write(body)
    }

    private static func failure(_ error: any Error) -> APIError {
        (error as? APIError)
            ?? APIError(.internalError, "the store failed: \(error): try again, or look at the log")
    }
}
