import ChildProcess
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
import Settings
import SparkEngine
import SparkSQL

/// The service: the runners of jobs and streams, and the HTTP server, over one store.
struct LocalService {
    let runner: JobRunner
    let streams: StreamRunner
    private let destinations: Destinations
    let server: LocalServer
    /// What keeps the translator of Spark SQL running; `nil` where there is none.
    let translator: SparkTranslator?
    /// What keeps Spark's driver running; `nil` where nothing is computed with Spark.
    let spark: SparkDriver?

    /// The settings of a service.
    struct Options {
        var directory: DataDirectory
        var address: ListenAddress
        var credentials: CredentialsFile
        /// The path of the duckdb command.
        var duckdb: String
        var translator: TranslatorSearch
        var engines: EngineChoices
        /// The absolute path of the java command; `nil` where there is none.
        var java: String?
        /// How many past batch times are run of a scheduled job that has no run yet.
        var backfill: Int
        /// The zone of the variables in exports' names.
        var prefixZone: LocalZone
        /// The zone on whose clock SQL is computed; `nil` is UTC.
        var zone: String?
        var runs: RunLimits
        var steps: StreamLimits
        var connections: ConnectionLimits
        /// Whether the store is in memory only.
        var isEphemeral: Bool
        var servers: StoreServers
        var logger: Logger
    }

    init(_ options: Options) throws {
        let now: @Sendable () -> Date = { Date() }
        if options.engines.names.contains(.duckdb),
            let warning = DuckDBCommand.warning(of: options.duckdb)
        {
            options.logger.warning("\(warning)")
        }
        translator =
            options.engines.names.contains(.duckdb)
            ? LocalService.translator(options) : nil
        let ports = try Ports(options, translator)
        spark = ports.spark
        destinations = ports.destinations
        runner = ports.jobRunner(options, now: now)
        streams = ports.streamRunner(options, now: now)
        server = LocalServer(
            table: ports.handlers(
                runner: runner,
                streams: streams,
                account: ServiceAccounting(options).account,
                now: now
            ),
            verifier: RequestVerifier { [credentials = options.credentials] key in
                key == credentials.accessKey ? credentials.secretKey : nil
            },
            host: options.address.host,
            port: options.address.port,
            process: getpid(),
            limits: options.connections,
            now: now,
            logger: options.logger
        )
    }

    /// Takes back the files that an earlier process has placed by half, before anything reads them.
    ///
    /// Where that fails, it is tried again before the next files are placed, whose export says why.
    func recover() async { try? await destinations.recover() }

    /// Does the same in the object store and in HDFS, beside the service: one that does not answer must not hold it up.
    func recoverObjects() async { try? await destinations.recoverObjects() }

    /// Returns the translator, or says in the log why there is none.
    private static func translator(_ options: Options) -> SparkTranslator? {
        let logger = options.logger
        switch options.translator {
        case .found(let files):
            return SparkTranslator(files.command, zone: options.zone) { logger.warning("\($0)") }
        case .missing(let reason):
            logger.warning(
                "SQL goes to DuckDB as it is, since \(reason): install it, or give --translator"
            )
            return nil
        }
    }
}

/// The implementations of the engine's and the service's protocols, and what is built from them.
private struct Ports {
    let root: String
    let scratch: String
    let store: any Store
    let engines: Engines
    let spark: SparkDriver?
    let files: FileSelection
    let destinations: Destinations
    let plugins: JavaPluginEngine
    private let machine = Machine().resources

    init(_ options: LocalService.Options, _ translator: SparkTranslator?) throws {
        let directory = options.directory
        root = directory.path
        let seconds = Int64(Date().timeIntervalSince1970)
        store =
            options.isEphemeral
            ? MemoryStore(identitiesAbove: seconds)
            : try directory.openStore(identitiesAbove: seconds)
        let owner = ChildOwner(directory.canonicalPath)
        // What an earlier process of the service left must not write into what is emptied now.
        owner.endAll()
        scratch = try directory.emptyScratch()
        let duckdb = DuckDBEngine(
            executable: options.duckdb,
            scratchDirectory: scratch,
            translator: translator ?? UntranslatedSQL(note: options.translator.note),
            owner: owner
        )
        let servers = options.servers
        let chosen = options.engines.spark.map { [scratch, store, root] choice in
            SparkEngine(
                files: choice.files,
                master: choice.master,
                scratchDirectory: scratch,
                owner: owner,
                zone: options.zone,
                hdfsUser: { servers.hdfs?.user },
                functions: Ports.functions(in: store, root)
            )
        }
        spark = chosen?.driver
        func engine(_ name: ServiceSettings.EngineName) -> any SQLEngine {
            if name == .spark, let chosen { chosen } else { duckdb }
        }
        engines = Engines(
            engine(options.engines.standard),
            ofJobs: options.engines.ofJobs.mapValues(engine)
        )
        files = Ports.files(in: root, servers)
        destinations = Ports.destinations(options, engines, store)
        plugins = JavaPluginEngine(
            java: options.java,
            directory: root + "/plugins",
            owner: owner
        )
    }

    private static func files(in root: String, _ servers: StoreServers) -> FileSelection {
        FileSelection(
            root: root,
            zone: .system,
            list: FileListing.files(below:),
            objects: { servers.objects },
            hdfs: { servers.hdfs }
        )
    }

    private static func functions(
        in store: any Store,
        _ root: String
    ) -> @Sendable () async throws(APIError) -> [JarFunction] {
        { () async throws(APIError) in try await store.jarFunctions(plugins: root + "/plugins") }
    }

    private static func destinations(
        _ options: LocalService.Options,
        _ engines: Engines,
        _ store: any Store
    ) -> Destinations {
        Destinations(
            root: options.directory.path,
            zone: options.prefixZone,
            engine: engines.standard,
            keys: store,
            hdfs: engines.reachingHDFS?.hdfs,
            store: SQLiteDestinations(directory: options.directory.path + "/destinations"),
            servers: options.servers
        )
    }

    func jobRunner(
        _ options: LocalService.Options,
        now: @escaping @Sendable () -> Date
    ) -> JobRunner {
        JobRunner(
            store: store,
            engines: engines,
            files: files,
            destination: destinations,
            dependencies: .init(
                root: root,
                limits: options.runs,
                machine: machine,
                backfill: options.backfill,
                prefixZone: options.prefixZone,
                now: now,
                sleep: { try await Task.sleep(for: $0) },
                endChild: { $0.kill() }
            )
        )
    }

    func streamRunner(
        _ options: LocalService.Options,
        now: @escaping @Sendable () -> Date
    ) -> StreamRunner {
        StreamRunner(
            store: store,
            engine: engines.standard,
            plugins: plugins,
            destination: destinations,
            dependencies: .init(
                scratch: scratch,
                limits: options.steps,
                machine: machine,
                now: now,
                sleep: { try await Task.sleep(for: $0) }
            )
        )
    }

    func handlers(
        runner: JobRunner,
        streams: StreamRunner,
        account: @escaping ServiceAccount,
        now: @escaping @Sendable () -> Date
    ) -> HandlerTable {
        .service(
            ServiceParts(
                store: store,
                engines: engines,
                plugins: plugins,
                runner: runner,
                streams: streams,
                files: files,
                pluginDirectory: root + "/plugins",
                md5: ContentDigest.md5,
                now: now,
                place: destinations.place,
                account: account
            )
        )
    }
}
