import ChildProcess
import Console
import Demo
import FoundationEssentials
import Glibc
import HTTPTransport
import PipelineAPI
import PipelineSigning
import Settings
import SystemPackage

/// The demo's data and its service: made, started, found again, stopped.
struct DemoService {
    private let command: DemoCommand
    private let directory: String
    private let environment: [String: String]

    init(command: DemoCommand, paths: Paths, environment: [String: String]) throws {
        self.command = command
        self.environment = environment
        directory = paths.demo
    }

    /// Creates what is missing and returns the profile of the running service.
    func start() async throws -> Profile {
        if command.fresh {
            stop()
            try? FileManager.default.removeItem(atPath: directory)
        }
        let generator = AccessLogGenerator(recordsPerDay: command.records)
        try await makeFiles(generator)
        let url = try await findOrLaunch()
        let credentials = try CredentialsFile.read(from: directory + "/" + CredentialsFile.name)
        let profile = Profile(
            name: "demo",
            endpoint: url,
            accessKey: credentials.accessKey,
            secretKey: credentials.secretKey
        )
        try await makePipeline(generator, on: profile)
        Output.status("")
        return profile
    }

    /// Posts points and writes the files of new hours, until cancelled; failures are retried.
    func feed(by api: any APICaller) async {
        let generator = AccessLogGenerator(recordsPerDay: command.records)
        let feeder = DemoFeeder(api: api, files: files(generator), generator: generator)
        while (try? await Task.sleep(for: DemoFeeder.interval)) != nil {
            try? await feeder.feed(at: Date())
        }
    }

    /// Ends the service that runs on the demo's data, if any, and waits for its end.
    func stop() {
        guard let lock = runningService, lock.pid > 1 else { return }
        kill(lock.pid, SIGTERM)
        for _ in 0..<500 where kill(lock.pid, 0) == 0 {
            // A child of this process must be reaped.
            waitpid(lock.pid, nil, WNOHANG)
            usleep(10_000)
        }
    }

    private func makeFiles(_ generator: AccessLogGenerator) async throws {
        let files = files(generator)
        try files.write(until: Date()) { done, all in
            Output.status("demo: access logs, hour \(done) of \(all)")
        }
        guard try files.prepareParquet() else { return }
        Output.status("demo: visits as parquet")
        let outcome = try await ChildCommand(
            executable: try duckdb(),
            arguments: ["-batch", "-c", files.parquet.sql]
        ).run()
        guard outcome.isSuccess else {
            throw SettingsError(
                "duckdb cannot write the demo's parquet file: \(outcome.errorOutput)"
            )
        }
    }

    private func files(_ generator: AccessLogGenerator) -> DemoFiles {
        DemoFiles(buckets: directory + "/buckets", generator: generator, zone: .system)
    }

    private func makePipeline(_ generator: AccessLogGenerator, on profile: Profile) async throws {
        let connection = ServiceConnection(
            endpoint: profile.endpoint,
            authorizer: Signer(
                Credentials(
                    accessKey: profile.accessKey ?? "",
                    secretKey: profile.secretKey ?? ""
                )
            )
        )
        let points = generator.records(ofHourAt: Date().addingTimeInterval(-3600)).prefix(5000)
        try await connection.use { client in
            let setUp = DemoSetUp(api: client, pipeline: try DemoPipeline())
            let isNew = try await setUp.apply(points: Array(points)) {
                Output.status("demo: \($0)")
            }
            if isNew { try await makePast(setUp, on: profile.endpoint) }
        }
    }

    /// Makes what happened before the console opens, and keeps the definitions that it sees, as a console would.
    private func makePast(_ setUp: DemoSetUp, on endpoint: String) async throws {
        Output.status("demo: the first runs")
        let journal = DefinitionJournal(environment)
        try await setUp.makePast {
            try? await Task.sleep(for: .milliseconds(50))
        } seen: { job in
            let row = Row(name: job.name ?? "", item: AnyItem(job))
            let key = ListKey(.jobs, .root)
            journal?.keep([row].definitions(of: key, on: endpoint, seen: Date()))
        }
    }

    /// The service that holds the demo's data, found by its lock file.
    private var runningService: ServiceLock? {
        let path = directory + "/" + ServiceLock.name
        guard let data = FileManager.default.contents(atPath: path),
            let lock = ServiceLock(text: String(decoding: data, as: UTF8.self)),
            kill(lock.pid, 0) == 0
        else { return nil }
        return lock
    }

    private func findOrLaunch() async throws -> String {
        let stores = try storesOptions()
        if let running = runningService {
            guard stores.isEmpty else {
                throw SettingsError(
                    "the demo's service runs already, with the stores of its start: end process "
                        + "\(running.pid) first"
                )
            }
            return running.url
        }
        Output.status("demo: starting the service")
        let child = try DetachedChild.launch(
            try beside("pandorad"),
            arguments: [
                "--data-dir", directory, "--listen", "127.0.0.1:0", "--backfill", "7",
                "--duckdb", try duckdb(),
            ] + stores,
            environment: environment,
            logPath: directory + "/pandorad.log"
        )
        return try await url(of: child)
    }

    /// Returns the options that name the stores.
    ///
    /// Throws where the demo's data sources would be looked for in a store: its data are files of this machine.
    private func storesOptions() throws(SettingsError) -> [String] {
        guard let path = command.stores else { return [] }
        guard try Stores.read(from: path, mustExist: true).kodo == nil else {
            throw SettingsError(
                "kodo in '\(path)': the demo's data are files of this machine: leave kodo out there"
            )
        }
        return ["--stores", path]
    }

    /// Waits until the service's lock file names its address; the log is not read, since other lines may come first.
    private func url(of child: DetachedChild) async throws -> String {
        while child.identity.isAlive {
            if let lock = runningService, lock.pid == child.identity.processID { return lock.url }
            try await Task.sleep(for: .milliseconds(10))
        }
        let log = FileManager.default.contents(atPath: child.logPath) ?? Data()
        throw SettingsError(
            "pandorad did not start: \(String(decoding: log.suffix(500), as: UTF8.self))"
        )
    }

    private var programDirectory: String {
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return FilePath(path).removingLastComponent().string
    }

    private func beside(_ name: String) throws(SettingsError) -> String {
        let path = programDirectory + "/" + name
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw SettingsError("'\(path)' is missing: build it with 'make build'")
        }
        return path
    }

    /// `PANDORA_DUCKDB`, or what the project's set-up put into `.tools` above this program, or PATH.
    private func duckdb() throws(SettingsError) -> String {
        var candidates = [environment["PANDORA_DUCKDB"] ?? ""]
        var parts = programDirectory.split(separator: "/")
        while !parts.isEmpty {
            candidates.append("/" + parts.joined(separator: "/") + "/.tools/duckdb")
            parts.removeLast()
        }
        candidates += (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/duckdb" }
        guard
            let found = candidates.first(where: {
                !$0.isEmpty && FileManager.default.isExecutableFile(atPath: $0)
            })
        else {
            throw SettingsError("no duckdb command: run 'make demo', or set PANDORA_DUCKDB")
        }
        return found
    }
}
