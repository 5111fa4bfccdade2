import FoundationEssentials
import Logging
import PipelineAPI
import PipelineEngine
import PipelineServer
import PipelineService
import PipelineSigning
import SQLEngines
import SQLiteStore
import ServiceLifecycle

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Puts the service together from its parts and serves until a signal ends it.
struct Composition {
    let directory: DataDirectory
    let address: ListenAddress
    let isEphemeral: Bool
    let duckdb: String?
    let backfill: Int

    func serve() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "pandorad")
        let lock = try LockFile(in: directory.path)
        defer { lock.release() }
        var random = SystemRandomNumberGenerator()
        let keys = try directory.keys(for: address, random: &random)
        if duckdb == nil {
            logger.warning("no duckdb command found: runs will fail until it is installed")
        }
        let store = try openStore()
        let now: @Sendable () -> Date = { Date() }
        let runner = runner(store, now)
        let table = HandlerTable.service(
            store: store,
            engine: engine,
            runner: runner,
            files: files,
            now: now
        )
        let server = LocalServer(
            table: table,
            verifier: RequestVerifier { $0 == keys.accessKey ? keys.secretKey : nil },
            host: address.host,
            port: address.port,
            process: getpid(),
            now: now,
            logger: logger
        )
        try await run(server, runner, lock, logger)
    }

    private func run(
        _ server: LocalServer,
        _ runner: JobRunner,
        _ lock: LockFile,
        _ logger: Logger
    ) async throws {
        let readiness = Readiness()
        let address = address
        let path = directory.path
        let serving = ServerService(server: server) { port in
            let url = address.url(port: port)
            lock.announce(url: url)
            readiness.tell(port: port)
            Composition.tell("ready \(url)")
            logger.info("serving", metadata: ["url": "\(url)", "data": "\(path)"])
        }
        var configuration = ServiceGroupConfiguration(
            services: [RunnerService(runner: runner, readiness: readiness), serving],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        // A client that keeps its connection open must not keep the service alive.
        configuration.maximumGracefulShutdownDuration = .seconds(8)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            throw StartFailure(
                .cannotListen,
                "cannot serve on '\(address.host):\(address.port)': \(error): "
                    + "end what uses the port, or give another with --listen"
            )
        }
        logger.info("ended")
    }

    private func openStore() throws(StartFailure) -> any Store {
        guard !isEphemeral else { return MemoryStore() }
        do {
            return try SQLiteStore.open(at: directory.database)
        } catch { throw StartFailure(.storeBroken, error.message) }
    }

    private var engine: any SQLEngine {
        guard let duckdb else { return MissingEngine() }
        return DuckDBEngine(executable: duckdb, scratchDirectory: directory.scratch)
    }

    private var files: FileSelection {
        FileSelection(root: directory.path, zone: .system) { DataDirectory.files(below: $0) }
    }

    private func runner(_ store: any Store, _ now: @escaping @Sendable () -> Date) -> JobRunner {
        JobRunner(
            store: store,
            engine: engine,
            files: files,
            surroundings: JobRunner.Surroundings(
                root: directory.path,
                parallel: 2,
                backfill: backfill,
                now: now,
                sleep: { try await Task.sleep(for: $0) },
                endChild: { $0.endChild() }
            )
        )
    }

    /// Writes a line on standard output at once, also into a pipe.
    private static func tell(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
