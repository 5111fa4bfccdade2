import ArgumentParser
import ChildProcess
import Destinations
import FoundationEssentials
import Settings

/// `pandorad check-stores`: tries each server that `stores.yaml` names.
struct CheckStores: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-stores",
        abstract:
            "Tries each store: how long it takes to answer, its version, what may be done there.",
        discussion: """
            Changes nothing in any of them, and needs no running service. Of the service's options it takes \
            --data-dir, --stores and --duckdb.

            Exit codes: 0 all answered, 69 one did not, 74 the output cannot be written, 78 the file cannot be used.
            """
    )

    /// The service's own options say where the file is.
    @ParentCommand var service: Pandorad

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        do {
            let directory = try service.dataDir ?? Paths(environment: environment).serviceData
            let duckdb = service.duckdb ?? DuckDBCommand.find(environment: environment)
            let servers = StoreServers(
                try service.stores.file(in: directory).read(),
                databases: .found(duckdb, environment)
            )
            let checks = await servers.check()
            await servers.close()
            let lines = CheckStores.lines(checks.map(\.cells))
            try FileHandleOutput.result(lines.map { $0 + "\n" }.joined())
            guard checks.allSatisfy(\.isGood) else { throw ExitCode(StartFailure.unavailable) }
        } catch let failure as StartFailure {
            FileHandleOutput.standardError("pandorad: \(failure.description)")
            throw ExitCode(failure.exitCode)
        } catch let error as SettingsError {
            FileHandleOutput.standardError("pandorad: \(error.description)")
            throw ExitCode(StartFailure.badCredentials)
        }
    }

    /// Returns the rows with their cells below each other; the last of a row is as long as it is.
    static func lines(_ rows: [[String]]) -> [String] {
        let columns = (rows.first?.count ?? 1) - 1
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { text, width in
                text + String(repeating: " ", count: width - text.count)
            }
            return (cells + row.suffix(1)).joined(separator: "  ")
        }
    }
}

extension DatabaseClient {
    /// Returns what reaches databases with a duckdb command and the extensions that are found.
    static func found(
        _ duckdb: String,
        _ environment: [String: String],
        owner: ChildOwner? = nil
    ) -> DatabaseClient {
        DatabaseClient(
            duckdb: duckdb,
            extensions: DuckDBCommand.extensions(of: duckdb, environment: environment),
            owner: owner
        )
    }
}
