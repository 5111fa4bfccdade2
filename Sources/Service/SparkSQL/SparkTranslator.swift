package import ChildProcess
package import PipelineEngine

/// Translates Spark SQL to DuckDB's with a program that is kept running: a request takes about 2 ms, its
/// start a hundred times as long.
///
/// ``run()`` owns the program: it starts it for the first request, and again after it has ended. A program
/// that cannot even answer its first question is not used again: SQL is then left as it is, with a note.
package actor SparkTranslator: SQLTranslator {
    private let dialogue: LineDialogue
    private let limits: Limits
    /// The zone on whose clock SQL is computed; `nil` is UTC.
    private let zone: String?
    private let onUnusable: @Sendable (String) -> Void
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private var waiting: [Request] = []
    private var recent = RecentAnswers<Outcome>(limit: 512)
    /// Whether the program that was started last has answered its first question.
    private var isGreeted = false
    /// Whether any of the programs has.
    private var isProven = false
    private var isOver = false
    package private(set) var note: String?

    private typealias Outcome = Result<TranslatorMessage.Answer, TranslationFailure>

    /// How long the program may take to start, and to answer.
    package struct Limits: Equatable, Sendable {
        package var start: Duration
        package var answer: Duration

        package init(start: Duration = .seconds(30), answer: Duration = .seconds(10)) {
            self.start = start
            self.answer = answer
        }
    }

    private struct Request {
        let line: String
        let continuation: CheckedContinuation<Outcome, Never>
        /// How many programs ended before they had answered it.
        var failures = 0
    }

    /// `zone` is a name of the tz database on whose clock SQL is computed; `nil` is UTC.
    ///
    /// `onUnusable` is called with the note once the program has turned out to be of no use.
    package init(
        _ command: ChildCommand,
        limits: Limits = Limits(),
        zone: String? = nil,
        onUnusable: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        dialogue = LineDialogue(command)
        self.limits = limits
        self.zone = zone
        self.onUnusable = onUnusable
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Returns once ``run()`` has asked the program, or knows the answer already.
    package func translate(
        _ sql: String,
        tables: [TypedTable]
    ) async throws(TranslationFailure) -> TranslatedSQL {
        if TranslatedSQL.isPlain(sql) { return TranslatedSQL(sql) }
        let answer = try await answer(to: TranslatorMessage.request(sql, tables, zone: zone))
        guard let answer else { return TranslatedSQL(sql, note: note) }
        guard case .translation(let translated) = answer else { throw SparkTranslator.silent }
        return translated
    }

    package func calls(in sql: String) async throws(TranslationFailure) -> [SQLCall]? {
        if TranslatedSQL.isPlain(sql) { return nil }
        let answer = try await answer(to: TranslatorMessage.request(callsIn: sql))
        guard let answer else { return nil }
        guard case .calls(let calls) = answer else { throw SparkTranslator.silent }
        return calls
    }

    package func place(
        of failure: SQLFailure,
        in sql: String,
        tables: [TypedTable]
    ) async -> SQLPlace? {
        let unmoved = UntranslatedSQL().place(of: failure, in: sql, tables: tables)
        if TranslatedSQL.isPlain(sql) { return unmoved }
        let request = TranslatorMessage.request(sql, tables, zone: zone, failure: failure)
        do throws(TranslationFailure) {
            guard let answer = try await answer(to: request) else { return unmoved }
            guard case .place(let place) = answer else { return nil }
            return place
        } catch { return nil }
    }

    /// Returns the program's answer, once ``run()`` has it; `nil` if the program is of no use.
    private func answer(
        to request: String?
    ) async throws(TranslationFailure) -> TranslatorMessage.Answer? {
        if note != nil { return nil }
        guard !isOver else { throw SparkTranslator.ended }
        guard let line = request else {
            throw .refused(SQLProblem("the SQL cannot be read: write it as UTF-8"))
        }
        if let known = recent.answer(to: line) { return try known.get() }
        let outcome = await withCheckedContinuation { continuation in
            waiting.append(Request(line: line, continuation: continuation))
            waker.yield()
        }
        if case .failure(.failed) = outcome, note != nil { return nil }
        return try outcome.get()
    }

    /// Answers requests until its task is cancelled; those that are left then fail.
    package func run() async {
        while await isWaiting() {
            isGreeted = false
            try? await dialogue.run { [self] channel in
                guard await greet(channel) else { return }
                while await isWaiting(), await answerNext(channel) {}
            }
            if isGreeted || Task.isCancelled { continue }
            if isProven { failNext() } else { giveUp() }
        }
        isOver = true
        failAll(SparkTranslator.ended)
    }

    /// Returns whether a request waits, once one does; `false` when the task is cancelled.
    private func isWaiting() async -> Bool {
        while waiting.isEmpty {
            var isWoken = false
            for await _ in wakes {
                isWoken = true
                break
            }
            if !isWoken { return false }
        }
        return !Task.isCancelled
    }

    /// Asks for a translation that every sound program knows.
    private func greet(_ channel: LineDialogue.Channel) async -> Bool {
        guard let line = TranslatorMessage.request("SELECT 1", [], zone: zone),
            let answer = try? await channel.answer(to: line, within: limits.start),
            case .success? = TranslatorMessage.answer(answer)
        else { return false }
        isGreeted = true
        isProven = true
        return true
    }

    /// Returns whether the program has answered; a request is asked twice, in case the program had ended
    /// before it came.
    private func answerNext(_ channel: LineDialogue.Channel) async -> Bool {
        guard let request = waiting.first else { return true }
        let line = try? await channel.answer(to: request.line, within: limits.answer)
        if let outcome = line.flatMap(TranslatorMessage.answer) {
            recent.keep(outcome, to: request.line)
            waiting.removeFirst().continuation.resume(returning: outcome)
            return true
        }
        failNext()
        return false
    }

    /// Gives up the first request, if it has another program to be asked of no more.
    private func failNext() {
        waiting[0].failures += 1
        guard waiting[0].failures > 1 else { return }
        let failure = Outcome.failure(SparkTranslator.silent)
        waiting.removeFirst().continuation.resume(returning: failure)
    }

    private func giveUp() {
        let reason =
            "the SQL went to DuckDB as it is, since the translator of Spark SQL does not run"
        note = reason
        onUnusable(reason)
        failAll(SparkTranslator.silent)
    }

    private func failAll(_ failure: TranslationFailure) {
        for request in waiting { request.continuation.resume(returning: .failure(failure)) }
        waiting = []
    }

    private static let ended = TranslationFailure.failed("the service was stopped: try again")
    private static let silent = TranslationFailure.failed(
        "the SQL was not translated in time: try again, or make it shorter"
    )
}
