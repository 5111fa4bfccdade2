import ArgumentParser
import Commands
import Console
import PipelineAPI

/// Tells what changes, a line each, until it is ended.
struct WatchCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract:
            "Write a JSON line for each change: runs, late jobs, failing exports, definitions.",
        discussion: """
            It asks as the console does, within the same budget of requests. The first look is no news. \
            Events: \(WatchEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")).
              pandora watch | jq 'select(.event == "run-failed")'
              pandora watch --exec curl -s https://hook.example.com --data
              pandora watch hourly_pv --until idle
            A program of --exec gets the line as its last argument, and PANDORA_EVENT, PANDORA_JOB, PANDORA_RUN \
            and PANDORA_MESSAGE in its environment; programs run one after the other. With --until idle the exit \
            code is 1 where a run failed meanwhile.
            """
    )

    /// What ends it.
    enum End: String, ExpressibleByArgument, CaseIterable {
        case failed, idle
    }

    @Argument(
        help: "The jobs to watch; everything where none is named.",
        completion: KnownNames.jobs
    ) var jobs: [String] = []
    @Option(help: "failed: until a run fails; idle: until no run is under way.") var until: End?
    @Option(
        parsing: .remaining,
        help: "A program and its arguments, run for each event; the rest of the line."
    )
    var exec: [String] = []
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        if !jobs.isEmpty {
            let kind = try KindLookup.kind(named: ResourceID.jobs.description)
            for job in jobs { _ = try await session.lookup.item(kind, named: job, in: .root) }
        }
        let watch = WatchSession(session: session, jobs: jobs, until: until, command: exec)
        guard try await watch.run() else { return }
        throw CommandFailure(.refused, "runs have failed meanwhile: see the lines of run-failed")
    }
}
