import ObjectStore
import PipelineAPI
package import PipelineEngine
import Settings

/// What came of trying a store: where it is, and how it answered or why not.
package struct StoreCheck: Sendable {
    /// How a store answered.
    package struct Standing: Equatable, Sendable {
        /// The server's own name and version; empty where it does not say them.
        package var version: String
        /// What may be done there, as far as it can be known without a change.
        package var rights: String
    }

    /// The type of export that goes there, such as `tsdb`.
    package var store: String
    /// The server, without keys; `local` for files of the data directory.
    package var place: String
    package var milliseconds: Int
    package var result: Result<Standing, DeliveryFailure>

    package var isGood: Bool {
        if case .success = result { true } else { false }
    }

    /// The check as the cells of a line.
    package var cells: [String] {
        switch result {
        case .success(let standing) where place == StoreCheck.local:
            [store, place, "", "", standing.rights]
        case .success(let standing):
            [store, place, "\(milliseconds) ms", standing.version, standing.rights]
        case .failure(let failure): [store, place, "", "failed", failure.description]
        }
    }

    static let local = "local"
    static let localRights = "files of the data directory"

    /// Tries a store; `nil` for one that is local.
    static func trying(
        _ store: String,
        _ place: String?,
        _ body: () async throws -> Standing
    ) async -> StoreCheck {
        guard let place else {
            let standing = Standing(version: "", rights: localRights)
            return StoreCheck(
                store: store,
                place: local,
                milliseconds: 0,
                result: .success(standing)
            )
        }
        let clock = ContinuousClock()
        let begin = clock.now
        let result: Result<Standing, DeliveryFailure>
        do {
            result = .success(try await body())
        } catch { result = .failure(ServerDestination.failure(error)) }
        let passed = (clock.now - begin).components
        return StoreCheck(
            store: store,
            place: place,
            milliseconds: Int(passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000),
            result: result
        )
    }
}

extension StoreServers {
    /// Tries each store in turn, without changing anything in it.
    package func check() async -> [StoreCheck] {
        let (stores, objects) = (stores, objects)
        return [
            await StoreCheck.trying("kodo", stores.kodo?.endpoint) {
                guard let objects else { throw CancellationError() }
                let found = try await objects.standing()
                let rights = found.buckets.map {
                    $0 == 1 ? "lists 1 bucket" : "lists \($0) buckets"
                }
                return StoreCheck.Standing(
                    version: found.server,
                    rights: rights ?? "may not list buckets: each is tried when it is delivered to"
                )
            },
            await StoreCheck.trying("tsdb", stores.tsdb?.endpoint) {
                guard let server = stores.tsdb.map({ SeriesServer($0) }) else {
                    throw CancellationError()
                }
                return try await closing(server.close) { try await server.check() }
            },
            await StoreCheck.trying("report", stores.report?.address) {
                guard let store = stores.report else { throw CancellationError() }
                return try await ReportServer(store: store, client: databases).check()
            },
            await StoreCheck.trying("logdb", stores.logdb?.endpoint) {
                guard let server = stores.logdb.map({ LogServer($0) }) else {
                    throw CancellationError()
                }
                return try await closing(server.close) { try await server.check() }
            },
            await StoreCheck.trying("hdfs", stores.hdfs?.url) {
                guard let server = stores.hdfs.map({ NamenodeCheck($0) }) else {
                    throw CancellationError()
                }
                return try await closing(server.close) { try await server.check() }
            },
            await StoreCheck.trying("mongodb", nil) { throw CancellationError() },
        ]
    }
}
