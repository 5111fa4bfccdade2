import ArgumentParser
import ChildProcess
import Destinations
import FoundationEssentials
import Glibc
import Logging
import PipelineAPI
import PipelineEngine
import Settings

/// `pandorad`: the local pipeline service.
@main struct Pandorad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pandorad",
        abstract: "A local pipeline service: the Pandora v2 HTTP API on an embedded store.",
        discussion: """
            Prints 'ready http://HOST:PORT' as its first line once it serves, and logs to standard \
            error. Its keys are in DIR/credentials.yaml, made at the first start.

            Exit codes: 0 ended by SIGTERM or SIGINT, 64 wrong arguments, 69 the address cannot be \
            had or Spark is missing, 70 it failed, 73 the data directory cannot be used, \
            74 the output cannot be written, 75 another pandorad has it, \
            78 its credentials, pandorad.yaml or stores.yaml cannot be used.
            """,
        version: ProductVersion.text(of: "pandorad"),
        subcommands: [CheckStores.self]
    )

    @Option(help: "Where everything is kept (default: the XDG state directory of this user).")
    var dataDir: String?

    @Option(help: "The address to serve on, such as [::1]:9900; port 0 picks a free one.")
    var listen = "127.0.0.1:9900"

    @Flag(help: "Keep nothing: a store in memory, files in a temporary directory.")
    var ephemeral = false

    @Option(help: "The duckdb command (default: PANDORA_DUCKDB, beside this program, then PATH).")
    var duckdb: String?

    @Option(
        help: """
            The directory of the translator of Spark SQL (default: PANDORA_TRANSLATOR, 'translator' \
            beside this program, then the checkout's).
            """
    )
    var translator: String?

    @Option(help: "Run this many past batch times of scheduled jobs that have no run yet.")
    var backfill = 0

    @Option(
        help: """
            The zone of $(year) … $(sec) in the names of exports' files: an offset such as +08:00, or \
            'local' for that of schedules. (default: \(PrefixZone.beijing))
            """,
        transform: PrefixZone.read
    )
    var prefixZone = PrefixZone.beijing

    @Option(
        help: """
            The zone of the clock for SQL, schedules and variables, by its name such as Asia/Shanghai, or 'local' for \
            this machine's. (default: UTC for SQL, this machine's for the rest)
            """,
        transform: ServiceZone.read
    )
    var zone: ServiceZone?
    @OptionGroup(title: "Stores") var stores: StoreOptions
    @OptionGroup(title: "Engine") var engine: EngineOptions
    @OptionGroup(title: "Slots and limits") var limits: LimitOptions
    @OptionGroup(title: "Connections") var connections: ConnectionOptions

    @Option(help: "How much to log: trace, debug, info, warning or error.")
    var logLevel = "info"

    /// Runs the program; help and version are the parser's errors without a failure, and are written as any result is.
    static func main() async {
        FileHandleOutput.reserveDescriptors()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .success else { exit(withError: error) }
            let text = fullMessage(for: error)
            do throws(StartFailure) {
                try FileHandleOutput.result(text.isEmpty ? "" : text + "\n")
            } catch {
                FileHandleOutput.standardError("pandorad: \(error.description)")
                exit(withError: ExitCode(error.exitCode))
            }
        }
    }

    mutating func validate() throws {
        guard backfill >= 0, backfill <= 1000 else {
            throw ValidationError("'--backfill \(backfill)' is not allowed: use 0 to 1000")
        }
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError("'--log-level \(logLevel)' is unknown: see --help for the levels")
        }
    }

    func run() async throws {
        var logger = Logger(label: "pandorad") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
        zone?.setClock()
        do {
            try await serve(logger)
        } catch let failure as StartFailure {
            FileHandleOutput.standardError("pandorad: \(failure.description)")
            throw ExitCode(failure.exitCode)
        } catch let error as SettingsError {
            FileHandleOutput.standardError("pandorad: \(error.description)")
            throw ExitCode(StartFailure.badCredentials)
        }
    }

    private func serve(_ logger: Logger) async throws {
        let address = try ListenAddress(listen)
        let environment = ProcessInfo.processInfo.environment
        let root =
            try dataDir
            ?? (ephemeral
                ? DataDirectory.temporary() : Paths(environment: environment).serviceData)
        let directory = try DataDirectory.take(root)
        let credentials = try directory.credentials(for: address)
        let storesFile = stores.file(in: directory.path)
        let command = duckdb ?? DuckDBCommand.find(environment: environment)
        let owner = ChildOwner(directory.canonicalPath)
        let engines = try engine.choices(environment, in: directory)
        let servers = StoreServers(
            try storesFile.read(),
            databases: .found(command, environment, owner: owner)
        )
        let options = LocalService.Options(
            directory: directory,
            address: address,
            credentials: credentials,
            duckdb: command,
            translator: TranslatorSearch(option: translator, environment: environment),
            engines: engines,
            java: JavaCommand.find(environment: environment),
            backfill: backfill,
            prefixZone: prefixZone.zone,
            zone: zone?.name,
            runs: limits.runs,
            steps: limits.steps,
            connections: connections.limits,
            isEphemeral: ephemeral,
            servers: servers,
            logger: logger
        )
        try await closing(servers.close) {
            try await ServiceLoop(
                service: try LocalService(options),
                directory: directory,
                address: address,
                reloading: StoreReloading(file: storesFile, servers: servers, logger: logger)
            ).run()
        }
        directory.release(removing: ephemeral && dataDir == nil)
    }
}
