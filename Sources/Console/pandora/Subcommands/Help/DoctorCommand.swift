import ArgumentParser
import Commands
import FoundationEssentials
import PipelineAPI
import Settings

/// Prints what is to be known of this machine, the configuration and the services, to be attached to a report.
struct DoctorCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check terminal, configuration, files and every profile's service.",
        discussion: """
            Each line is ok, or has what to do below it. No key, token or password is told, and no word that a \
            service has said, so that the report can be given to others. Reads only. Exits with 1 if there is \
            a fault.
            """
    )

    @Option(name: [.customShort("o"), .long], help: "table, json or yaml.")
    var output = OutputFormat.table
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        if let refusal = output.outcomeRefusal { throw ValidationError(refusal) }
    }

    func run() throws {
        try OneShot.run { () async throws(CommandFailure) in
            try await examine(ProcessInfo.processInfo.environment)
        }
    }

    private func examine(_ environment: [String: String]) async throws(CommandFailure) {
        let paths: Paths
        do throws(SettingsError) {
            paths = try Paths(environment: environment)
        } catch { throw CommandFailure(error) }
        let machine = MachineProbe(environment: environment, paths: paths)
        let probes = try profiles(environment).map { profile in
            ServiceProbe(profile: profile, environment: environment, shown: machine.shown)
        }
        let services = await withTaskGroup(of: (Int, ServiceFindings).self) { group in
            for (place, probe) in probes.enumerated() {
                group.addTask { (place, await probe.findings()) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let report = DoctorReport(
            machine: machine.facts(at: Date()),
            services: probes.indices.compactMap { services[$0] }
        )
        try write(report, environment)
        guard report.faults == 0 else {
            let count = report.faults == 1 ? "1 fault" : "\(report.faults) faults"
            throw CommandFailure(.refused, "\(count): what to do is below each")
        }
    }

    /// Returns the profiles to ask; a configuration that cannot be read has none, which the report says.
    private func profiles(_ environment: [String: String]) throws(CommandFailure) -> [Profile] {
        guard let name = service.profile else { return (try? Profile.all(environment)) ?? [] }
        do throws(SettingsError) {
            return try Profile.chosen(asked: name, environment).map { [$0] } ?? []
        } catch { throw CommandFailure(error) }
    }

    private func write(
        _ report: DoctorReport,
        _ environment: [String: String]
    ) throws(CommandFailure) {
        guard output != .table else {
            let painter = OutputTerminal(environment: environment).painter()
            for line in report.lines(painter: painter) { try Output.line(line) }
            return
        }
        let value: JSONValue
        do throws(APIError) {
            value = try report.value()
        } catch { throw CommandFailure(error) }
        try Output.text(output == .json ? ValueText.json(value) : ValueText.yaml(value))
    }
}
