import GRDB
package import PipelineAPI

/// The store on disk: one SQLite file in WAL mode, with every commit synced.
///
/// A change survives `kill -9` and a loss of power once its function has returned. **Invariant:**
/// `synchronous` is FULL on the one connection that writes; see ``open(at:)``.
package struct SQLiteStore: Sendable {
    private let pool: DatabasePool
    let cache = DefinitionCache()

    /// Opens or creates the file, and migrates its tables.
    ///
    /// Throws `E9000` where the file cannot be opened, is not a database, or has tables of a later version: a
    /// change by this one would leave out what it does not know.
    ///
    /// Definitions get identities above `lowest`. A store that was removed, or put back from a copy, does not
    /// know those it gave before; a number that rises with time, such as the seconds since 1970, is above them.
    package static func open(
        at path: String,
        identitiesAbove lowest: Int64 = 0
    ) throws(APIError) -> SQLiteStore {
        if isNewer(path) {
            throw APIError(
                .internalError,
                "the store '\(path)' was written by a newer pandorad, and was left as it is: start that "
                    + "one, or give another --data-dir"
            )
        }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Migrations.all.migrate(pool)
            // The pool sets `synchronous` to NORMAL when it enables WAL, after every hook that could set
            // it earlier; NORMAL may lose the last commits when the power fails.
            try pool.barrierWriteWithoutTransaction {
                try $0.execute(sql: "PRAGMA synchronous = FULL")
                try Identities.begin(after: lowest, $0)
            }
            return SQLiteStore(pool: pool)
        } catch {
            throw APIError(.internalError, StoreFailure(error).opening(path))
        }
    }

    /// Whether a later version has migrated the file; one that cannot be read says so when it is opened.
    ///
    /// It is read by a connection that cannot write, since a pool writes to a file that it opens.
    private static func isNewer(_ path: String) -> Bool {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try? DatabaseQueue(path: path, configuration: configuration)
        return (try? queue?.read(Migrations.all.hasBeenSuperseded)) ?? false
    }

    /// Returns the value of `PRAGMA synchronous`; 2 is FULL.
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

    /// Runs the body in one transaction, which is durable when this returns.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(APIError) -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw SQLiteStore.failure(error)
        }
    }

    /// Runs the body in one transaction, also where the task is cancelled.
    func writeToTheEnd(
        _ body: @escaping @Sendable (Database) throws -> Void
    ) async throws(APIError) {
        do {
            try await withCheckedThrowingContinuation { continuation in
                pool.asyncWrite(body) { _, result in continuation.resume(with: result) }
            }
        } catch {
            throw SQLiteStore.failure(error)
        }
    }

    /// Runs the body in one transaction that changes repos or stream tasks, which are cached.
    func writeDefinition<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(APIError) -> Value {
        cache.invalidate()
        defer { cache.invalidate() }
        return try await write(body)
    }

    private static func failure(_ error: any Error) -> APIError {
        (error as? APIError) ?? APIError(.internalError, StoreFailure(error).answer)
    }
}
