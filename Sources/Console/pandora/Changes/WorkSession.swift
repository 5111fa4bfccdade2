import Commands
import Console
import FoundationEssentials
import PipelineAPI
import Screen
import Settings
import Synchronization

/// Long work from the command line: where it is kept, what another session has left of it, and what came of it.
struct WorkSession<Progress: WorkProgress> {
    /// Does the work; calls back whenever something has changed.
    typealias Run =
        (WorkRecord<Progress>, @Sendable @escaping (WorkRecord<Progress>, WorkOutcome?) -> Void)
        async -> Void

    let session: Session
    let options: ChangeOptions
    let format: OutputFormat
    let kind: WorkKind

    /// Refuses to begin work over what another session has left.
    func refuseOverLeft() throws(CommandFailure) {
        guard !options.dryRun, let record = unfinished else { return }
        throw CommandFailure(
            .refused,
            "\(record.summary.english) is not over: 'pandora \(kind.command) --resume' goes on with it, --drop forgets it"
        )
    }

    /// Returns what another session has left; throws where there is nothing.
    var left: WorkRecord<Progress> {
        get throws(CommandFailure) {
            if let unfinished { return unfinished }
            throw CommandFailure(
                .refused,
                "no \(kind.command) of profile '\(session.profile.name)' is left to go on with"
            )
        }
    }

    /// Forgets what another session has left.
    func drop() throws(CommandFailure) {
        let record = try left
        do throws(APIError) {
            try place.take()
        } catch { throw CommandFailure(error) }
        place.leave(true)
        try Output.line("dropped \(record.summary.english)")
    }

    func record(_ progress: Progress) -> WorkRecord<Progress> {
        WorkRecord(progress, on: session.profile.endpoint, at: Date())
    }

    var runner: WorkRunner {
        let start = ContinuousClock.now
        return WorkRunner(
            api: session.api,
            place: place,
            now: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) }
        )
    }

    private var place: WorkPlace {
        WorkFiles(environment: session.environment, profile: session.profile.name)?
            .place(kind) ?? .none
    }

    private var unfinished: WorkRecord<Progress>? {
        place.find().flatMap {
            WorkRecord<Progress>.unfinished(in: $0, on: session.profile.endpoint)
        }
    }

    /// Does the work and says what comes of it; `lines` are those of a change, and `value` is the document in the end.
    ///
    /// A line that cannot be written ends nothing, since the rest was agreed to.
    func follow(
        _ record: WorkRecord<Progress>,
        run: Run,
        lines: @Sendable @escaping (Progress) -> [String],
        value: (Progress) -> JSONValue,
        table: (Progress) -> [String] = { _ in [] }
    ) async throws(CommandFailure) -> Progress {
        let latest = Mutex<Progress?>(nil)
        let isDocument = format == .json || format == .yaml
        await run(record) { [session] record, outcome in
            latest.withLock { $0 = record.progress }
            if let outcome {
                session.record(outcome.request.what.english, outcome.result.map(\.english))
            }
            for line in lines(record.progress) {
                if isDocument { Output.remark(line) } else { try? Output.line(line) }
            }
        }
        let progress = latest.withLock { $0 }
        guard let progress else { throw CommandFailure(.refused, "nothing was sent") }
        if isDocument {
            try write(value(progress))
        } else {
            for line in table(progress) { try Output.line(line) }
            try Output.line(progress.summary.english)
        }
        if let trouble = progress.trouble { throw CommandFailure(.refused, trouble.english) }
        return progress
    }

    func write(_ value: JSONValue) throws(CommandFailure) {
        try Output.text(format == .yaml ? ValueText.yaml(value) : ValueText.json(value))
    }
}
