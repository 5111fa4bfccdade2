/// What a local service says of itself; no path of its machine is in it.
package struct ServiceDescription: Codable, Equatable, Sendable {
    /// What computes SQL.
    package struct Engine: Codable, Equatable, Sendable {
        /// `duckdb` or `spark`.
        package var name: String
        /// Whether its program can be run.
        package var isReady: Bool

        package init(name: String, isReady: Bool) {
            self.name = name
            self.isReady = isReady
        }
    }

    /// Where definitions, runs and points are kept.
    package struct Store: Codable, Equatable, Sendable {
        /// `sqlite`, or `memory` of a service that keeps nothing.
        package var kind: String
        package var bytes: Int?
        /// The room that is left on its disk.
        package var freeBytes: Int?

        package init(kind: String, bytes: Int? = nil, freeBytes: Int? = nil) {
            self.kind = kind
            self.bytes = bytes
            self.freeBytes = freeBytes
        }
    }

    package var version: String
    package var store: Store
    package var engines: [Engine]

    package init(version: String, store: Store, engines: [Engine]) {
        self.version = version
        self.store = store
        self.engines = engines
    }
}

/// Returns the service's version, its store and its engines; no call of the real service.
package struct GetServiceDescription: APICall, Equatable {
    package static let route = Route(.get, "/v2/local/service")
    package typealias Output = ServiceDescription

    package init() {}
}
