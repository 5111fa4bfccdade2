import Destinations
import FoundationEssentials
import Glibc
import Logging
import PipelineAPI
import PipelineEngine
import PipelineServer
import PipelineService
import PipelineSigning
import PluginEngines
import SQLEngines
import SQLiteStore
import ServiceLifecycle
import Settings
import UnixSignals

/// The service put together: store, engine, runner, handlers, HTTP; run until a signal ends it.
struct LocalService {
    private let directory: DataDirectory
    private let address: ListenAddress
    private let runner: JobRunner
    private let streams: StreamRunner
    private let server: LocalServer
    private let logger: Logger

    init(
        directory: DataDirectory,
        address: ListenAddress,
        credentials: CredentialsFile,
        duckdb: String,
        java: String?,
        backfill: Int,
        isEphemeral: Bool,
        logger: Logger
    ) throws {
        self.directory = directory
        self.address = address
        self.logger = logger
        let now: @Sendable () -> Date = { Date() }
        let store: any Store =
            isEphemeral ? MemoryStore() : try SQLiteStore.open(at: directory.storePath)
        let engine = try DuckDBEngine(
            executable: duckdb,
            scratchDirectory: LocalService.scratch(in: directory)
        )
        let files = FileSelection(
            root: directory.path,
            zone: .system,
            list: FileListing.files(below:)
        )
        let destinations = Destinations(
            root: directory.path,
            zone: .system,
            engine: engine,
            store: SQLiteDestinations(directory: directory.path + "/destinations")
        )
        let plugins = JavaPluginEngine(java: java, directory: directory.path + "/plugins")
        let cores = ProcessInfo.processInfo.activeProcessorCount
        runner = JobRunner(
            store: store,
            engine: engine,
            files: files,
            destination: destinations,
            dependencies: .init(
                root: directory.path,
                parallel: cores,
                backfill: backfill,
                now: now,
                sleep: { try await Task.sleep(for: $0) },
                endChild: { $0.kill() }
            )
        )
        streams = StreamRunner(
            store: store,
            engine: engine,
            plugins: plugins,
            destination: destinations,
            dependencies: .init(
                scratch: directory.path + "/scratch",
                parallel: cores,
                now: now,
                sleep: { try await Task.sleep(for: $0) }
            )
        )
        let table = HandlerTable.service(
            ServiceParts(
                store: store,
                engine: engine,
                plugins: plugins,
                runner: runner,
                streams: streams,
                files: files,
                pluginDirectory: directory.path + "/plugins",
                md5: ContentDigest.md5,
                now: now
            )
        )
        server = LocalServer(
            table: table,
            verifier: RequestVerifier { key in
                key == credentials.accessKey ? credentials.secretKey : nil
            },
            host: address.host,
            port: address.port,
            process: getpid(),
            now: now,
            logger: logger
        )
    }

    /// Where computations keep what they need for a moment; what a crash left there is removed.
    private static func scratch(in directory: DataDirectory) throws -> String {
        let path = directory.path + "/scratch"
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    func run() async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: EngineService(run: { [runner] in await runner.run() })),
                    .init(service: EngineService(run: { [streams] in await streams.run() })),
                    .init(
                        service: HTTPService(
                            server: server,
                            directory: directory,
                            address: address
                        ),
                        failureTerminationBehavior: .gracefullyShutdownGroup
                    ),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        do {
            try await group.run()
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: any Error) -> any Error {
        let words = "\(error)"
        guard words.contains("bind") || words.contains("errno: 98") else {
            return StartFailure(StartFailure.failed, "the service failed: \(words)")
        }
        return StartFailure(
            StartFailure.unavailable,
            "address '\(address.host):\(address.port)' cannot be had: it is in use, or not this "
                + "machine's: give --listen another one, or port 0"
        )
    }
}

/// One of the two engines as a service: its children end with it.
private struct EngineService: Service {
    let run: @Sendable () async -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown { await run() }
    }
}

/// The HTTP server as a service; says where it is once it answers.
private struct HTTPService: Service {
    let server: LocalServer
    let directory: DataDirectory
    let address: ListenAddress

    func run() async throws {
        let (directory, host) = (directory, address.host)
        try await server.run { port in
            let url = "http://\(host):\(port)"
            directory.publish(url)
            FileHandleOutput.standardOutput("ready \(url)")
        }
    }
}
