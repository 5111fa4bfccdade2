import ArgumentParser
import Commands
import Console
import PipelineAPI

/// Starts a manual job once for each step of a range.
struct BackfillCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Start a manual job once for each step of a range, one after the other.",
        discussion: """
            A parameter whose value has yyyy, MM, dd, HH, mm or ss is a format of the step's time: \
            --param batch_day=yyyy-MM-dd; other letters of it stand between single quotes. Each run starts when \
            the one before has ended, and a run that has failed halts it, unless --go-on is given. How far \
            it has got is in a file of the state directory: --resume goes on with it, beginning with what \
            failed. A lost answer is looked up in the history, and no start is sent twice. Exit code 1 unless \
            all have succeeded.
            """
    )

    @Argument(help: "The manual job.", completion: KnownNames.jobs) var job: String?
    @Option(help: "The first step: 2026-11-01, or 2026-11-01T05:00.") var from: String?
    @Option(help: "The last step, which is included.") var to: String?
    @Option(help: "The time between two steps: a number with w, d, h or m.") var every = "1d"
    @Option(help: "A parameter's value, as name=value or name=yyyy-MM-dd; may be given again.")
    var param: [String] = []
    @Flag(help: "Go on after a run that has failed.") var goOn = false
    @Option(help: "The most runs; a range that makes more is refused.")
    var atMost = BackfillRange.defaultMost
    @Flag(help: "Go on with what an earlier session has left.") var resume = false
    @Flag(help: "Forget what an earlier session has left; nothing more of it is sent.") var drop =
        false
    @Option(
        name: [.customShort("o"), .long],
        help: "table, json or yaml: how the outcome is said."
    )
    var output = OutputFormat.table
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        let ways = [job != nil, resume, drop].count { $0 }
        guard ways == 1 else {
            throw ValidationError("what is to be filled? name a job, or --resume")
        }
        if job != nil, from == nil || to == nil {
            throw ValidationError("which range? give --from and --to")
        }
        if let refusal = output.outcomeRefusal { throw ValidationError(refusal) }
        _ = try ParameterWords.values(of: param)
    }

    func run(on session: Session) async throws(CommandFailure) {
        let backfill = Backfill(session: session, options: change, format: output)
        if resume { return try await backfill.resume() }
        if drop { return try backfill.drop() }
        let choice = BackfillChoice(
            job: job ?? "",
            from: from ?? "",
            to: to ?? "",
            every: every,
            parameters: (try? ParameterWords.values(of: param)) ?? [:],
            goesOn: goOn
        )
        try await backfill.perform(choice, atMost: atMost)
    }
}
