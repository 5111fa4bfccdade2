import ArgumentParser
import Commands
import Console
import Glibc
import PipelineAPI

/// Posts a file's lines to a repo.
struct PushCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Post points to a repo, a line a point; no line is ever sent twice.",
        discussion: """
            Lines are the API's point text, key=value with a TAB between fields, JSON objects, or CSV (RFC 4180) whose \
            first line names the fields; arrays, maps and jsonstrings are JSON in their column, an empty column \
            without quotes is no value. What is compressed with gzip is unpacked. \
            Nothing is asked, since stdin may be the points; a profile that is read-only refuses, \
            one with 'confirm: name' needs --confirm. The first refusal ends it and names the lines; \
            --from-line goes on from there.
            """
    )

    /// What the lines of the file are.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, csv
    }

    @Argument(help: "The repo.", completion: KnownNames.repos) var repo: String
    @Argument(help: "The file with the points, or - for stdin.", completion: .file()) var file:
        String
    @Option(help: "Points in a request at most; it never gets larger than the API allows.")
    var batch = 5000
    @Option(help: "text, json: an object a line, or csv: with a header.")
    var format = Format.text
    @Option(help: ArgumentHelp("Send nothing before this line of the file.", valueName: "n"))
    var fromLine = 1
    @Option(
        help: ArgumentHelp(
            "Do it on this profile: for profiles with 'confirm: name'.",
            valueName: "profile"
        )
    )
    var confirm: String?
    @Flag(help: "Accepted as by the other commands; push asks no question.")
    var yes = false
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        guard fromLine > 0 else {
            throw ValidationError("'--from-line \(fromLine)' is no line: the first is 1")
        }
        guard batch > 0 else {
            throw ValidationError("'--batch \(batch)' is not allowed: post 1 point or more at once")
        }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let rules = ConsentRules(assumesYes: true, confirmed: confirm, isTerminal: false)
        if let refusal = CommandFailure(refusalIn: rules.consent(on: session.identity)) {
            throw refusal
        }
        var input = PointFile(try InputFile(file))
        let showsProgress = isatty(STDERR_FILENO) == 1
        var pusher = PointPusher(
            api: session.api,
            repo: try repoName(),
            lines: try await lines(session),
            batch: batch,
            from: fromLine
        ) { if showsProgress { Output.status("\($0) points …") } }
        do throws(CommandFailure) {
            while let piece = try input.read() { try await pusher.push(piece) }
            try await pusher.finish()
        } catch {
            if showsProgress { Output.status("") }
            record(.failure(refusal(error, after: pusher.accepted)), session)
            throw error.after("'\(input.name)', ").adding(advice(after: error, pusher))
        }
        if showsProgress { Output.status("") }
        let said = "accepted \(pusher.accepted) point" + (pusher.accepted == 1 ? "" : "s")
        record(.success(said), session)
        try Output.line(said)
    }

    /// Returns how to go on without sending anything twice.
    private func advice(after failure: CommandFailure, _ pusher: PointPusher) -> String {
        let first = pusher.firstUntaken
        guard let halted = pusher.halted, failure.cause?.leavesOutcomeOpen == true else {
            return "once that is right, go on with --from-line \(first)"
        }
        return
            "whether lines \(first) to \(halted.upperBound) were taken is not known: look at the repo, then go on "
            + "with --from-line \(halted.upperBound + 1) if they were, --from-line \(first) if not"
    }

    private func record(_ result: Result<String, APIError>, _ session: Session) {
        session.record("Push points to repo '\(repo)'", result)
    }

    /// Returns the audit file's text for a push that ended early.
    private func refusal(_ failure: CommandFailure, after accepted: Int) -> APIError {
        var error = failure.cause ?? APIError(.malformedBody, failure.lines.first ?? "")
        error.message += "; \(accepted) points were accepted before it"
        return error
    }

    private func repoName() throws(CommandFailure) -> RepoName {
        do throws(APIError) {
            return try RepoName(repo)
        } catch { throw CommandFailure(error) }
    }

    private func lines(_ session: Session) async throws(CommandFailure) -> PointLine {
        guard format != .text else { return .text }
        do throws(APIError) {
            let schema = try await session.api.send(GetRepo(repo: RepoName(repo))).schema
            return format == .csv ? .csv(schema: schema) : .json(schema: schema)
        } catch { throw CommandFailure(error) }
    }
}
