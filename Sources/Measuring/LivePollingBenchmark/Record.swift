import FoundationEssentials
import PipelineAPI
import PollingSimulation

/// The answers recorded in a benchmark, and the runs that the service reports afterwards.
struct Record: Sendable {
    let began: Date
    /// The time in which changes are measured, from the beginning.
    let window: Range<Duration>
    let end: Duration
    /// All jobs but the selected one, whose runs are polled by a request of their own.
    let jobs: [RehearsedJob]
    let history: [String: [PipelineAPI.Run]]
    let notes: [RecordingCaller.Note]

    func time(of date: Date) -> Duration { .seconds(date.timeIntervalSince(began)) }

    /// The indices of the jobs whose rows were on the screen.
    var sight: [Int] {
        let names = Set(notes.filter { $0.isWhole && isCounted($0) }.compactMap(\.job))
        return jobs.indices.filter { names.contains(jobs[$0].name) }
    }

    /// The requests besides those for jobs, as often as they were sent, and each job's exports in the background.
    var others: [OtherQuestion] {
        let names = Set(jobs.map(\.name))
        let rest = notes.filter { note in
            isCounted(note) && !note.isOfExports
                && note.job.map { !names.contains($0) } ?? true
        }
        let counts = Dictionary(rest.map { ($0.question, 1) }, uniquingKeysWith: +)
        let inSight = counts.values.sorted().map { count in
            OtherQuestion(every: (window.upperBound - window.lowerBound) / count)
        }
        // One request in two seconds, whatever their number.
        let rounds = Duration.seconds(2 * (jobs.count + 1))
        return inSight
            + (jobs + [jobs[0]]).map { _ in OtherQuestion(every: rounds, inBackground: true) }
    }

    func isCounted(_ note: RecordingCaller.Note) -> Bool { window.contains(time(of: note.asked)) }

    /// Returns the recorded scenario.
    func replay() throws(APIError) -> Replay {
        var models: [JobModel] = []
        for job in jobs { models.append(try job.model(from: began, in: .system)) }
        return Replay(
            models: models,
            runs: jobs.map { (history[$0.name] ?? []).map(pastRun) },
            sight: sight,
            window: window,
            end: end
        )
    }

    private func pastRun(_ run: PipelineAPI.Run) -> SimulatedRun {
        // A run without a start or an end had none while the console was polling.
        let never = end + .seconds(3600)
        return SimulatedRun(
            due: run.batchTime.date.map(time) ?? never,
            began: run.startTime?.date.map(time) ?? never,
            ended: run.status.isFinal ? run.endTime?.date.map(time) ?? never : never,
            hasFailed: run.status == .failed
        )
    }

    var answers: [Replay.Answer] {
        let places = Dictionary(uniqueKeysWithValues: jobs.enumerated().map { ($1.name, $0) })
        return notes.map { note in
            let newest = note.runs.max { $0.runId < $1.runId }
            return Replay.Answer(
                asked: time(of: note.asked),
                arrived: time(of: note.arrived),
                job: note.job.flatMap { places[$0] },
                run: newest.flatMap { newest in
                    history[note.job ?? ""]?.firstIndex { $0.runId == newest.runId }
                },
                hasBegun: newest?.startTime != nil,
                hasEnded: newest?.status.isFinal ?? false
            )
        }
    }
}

extension Timestamp? {
    /// The date; `nil` if there is none or it cannot be read.
    var moment: Date? { self.flatMap(\.date) }
}
