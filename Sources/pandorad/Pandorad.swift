import ArgumentParser
import FoundationEssentials
import Settings

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The local pipeline service, as a command.
@main
struct Pandorad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pandorad",
        abstract: "Serves the Pandora pipeline API on this machine.",
        discussion: """
            The first line on standard output is 'ready http://HOST:PORT' once requests are \
            answered; the log goes to standard error. The keys are in credentials.yaml in the \
            data directory. SIGTERM and SIGINT end it: the runs that are being computed fail and \
            can be rerun.

            Exit statuses: 64 wrong options, 69 the address cannot be had, 73 the data directory \
            cannot be written, 74 the store cannot be opened, 75 another pandorad has the data \
            directory, 77 the keys are missing or readable by others.
            """
    )

    @Option(name: .customLong("data-dir"), help: "Where everything is kept.")
    var dataDirectory: String?

    @Option(help: "The address to serve on; port 0 picks one.")
    var listen = "127.0.0.1:9900"

    @Flag(help: "Keep nothing but files: everything else is gone when the service ends.")
    var ephemeral = false

    @Option(help: "The duckdb command (default: PANDORA_DUCKDB, beside pandorad, PATH).")
    var duckdb: String?

    @Option(help: "How many missed times of a schedule are made up for at a start.")
    var backfill = 0

    func run() async throws {
        do {
            try await serve()
        } catch let failure as StartFailure {
            let line = Array("pandorad: \(failure.message)\n".utf8)
            _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            throw ExitCode(failure.status.rawValue)
        }
    }

    private func serve() async throws {
        let environment = ProcessInfo.processInfo.environment
        let temporary = FileManager.default.temporaryDirectory.path
            + "/pandorad-\(ProcessInfo.processInfo.processIdentifier)"
        let isTemporary = ephemeral && dataDirectory == nil
        defer { if isTemporary { try? FileManager.default.removeItem(atPath: temporary) } }
        let path = try isTemporary ? temporary : directory(environment)
        let composition = Composition(
            directory: try DataDirectory(at: path),
            address: try ListenAddress(listen),
            isEphemeral: ephemeral,
            duckdb: try DuckDBLocation.find(
                option: duckdb,
                environment: environment,
                directory: Pandorad.executableDirectory
            ),
            backfill: max(0, backfill)
        )
        try await composition.serve()
    }

    private func directory(_ environment: [String: String]) throws(StartFailure) -> String {
        if let dataDirectory {
            return dataDirectory.hasPrefix("/")
                ? dataDirectory : FileManager.default.currentDirectoryPath + "/" + dataDirectory
        }
        do {
            return try Paths(environment: environment).serviceData
        } catch { throw StartFailure(.usage, error.description) }
    }

    private static var executableDirectory: String {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = link ?? CommandLine.arguments.first ?? ""
        return URL(filePath: path).deletingLastPathComponent().path
    }
}
