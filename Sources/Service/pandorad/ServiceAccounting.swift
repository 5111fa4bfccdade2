import FoundationEssentials
import Glibc
import PipelineAPI
import Settings

/// What the service says of itself to `pandora doctor`: version, store, engines, and no path.
struct ServiceAccounting: Sendable {
    private let storePath: String?
    private let directory: String
    private let engines: [ServiceDescription.Engine]

    init(_ options: LocalService.Options) {
        storePath = options.isEphemeral ? nil : options.directory.storePath
        directory = options.directory.path
        // Without Spark a service that needs it does not start.
        engines = options.engines.names.map(\.rawValue).sorted().map { name in
            let needsDuckDB = name == ServiceSettings.EngineName.duckdb.rawValue
            return ServiceDescription.Engine(
                name: name,
                isReady: !needsDuckDB || DuckDBCommand.warning(of: options.duckdb) == nil
            )
        }
    }

    @Sendable func account() -> ServiceDescription {
        ServiceDescription(
            version: ProductVersion.number,
            store: .init(
                kind: storePath == nil ? "memory" : "sqlite",
                bytes: storePath.map(size),
                freeBytes: freeBytes
            ),
            engines: engines
        )
    }

    /// The store's file with what SQLite has not written back into it yet.
    private func size(of path: String) -> Int {
        ["", "-wal"].reduce(0) { sum, ending in
            var status = stat()
            return stat(path + ending, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }

    private var freeBytes: Int? {
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else { return nil }
        return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }
}
