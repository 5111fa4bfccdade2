import FoundationEssentials
package import PipelineAPI
import Screen

extension ResourceID {
    package static let allRuns = ResourceID("allruns")
}

extension ResourceCatalogue {
    /// All runs: the latest runs of every job in one list, failed and running ones first.
    static let allRuns = ResourceKind<JobRun, JobRun>(
        id: .allRuns,
        title: "All runs",
        noun: "run",
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [], total: nil) },
        name: { "\($0.job)/\($0.run.runId)" },
        facts: { row, _ in row.run.facts },
        aggregate: AggregateList(
            [AggregateList.Source(.runs, inEach: .jobs, every: 60, scope: Scope.job)],
            mostOfEach: 10,
            item: { key, row in
                row.item.value().map { JobRun(job: key.scope.container, run: $0) }
            },
            order: { $0.rank < $1.rank }
        ),
        columns: [
            TableColumn("JOB", .fitting) { $0.job },
            TableColumn("RUN", .fixed(5), alignment: .trailing) { String($0.run.runId) },
            TableColumn("STATUS", .fixed(12), search: { $0.run.status.rawValue }) { item, context in
                [RunGlyphs.span(of: item.run.status, in: context, word: true)]
            },
            TableColumn(
                "STARTED",
                .fixed(11),
                by: { item, _ in .time(item.run.startTime) },
                spans: { item, context in
                    [
                        Span(
                            item.run.startTime.map { TimeText.moment($0, in: context) } ?? "",
                            .muted
                        )
                    ]
                }
            ),
            TableColumn(
                "DURATION",
                .fixed(8),
                alignment: .trailing,
                compact: false,
                by: { item, _ in item.run.duration.map { .number(Double($0)) } ?? .missing },
                spans: { item, context in [Span(DurationText.of(item.run, in: context))] }
            ),
            TableColumn(
                "MESSAGE",
                .flexible,
                compact: false,
                kept: true,
                search: { $0.run.message?.firstLine ?? "" }
            ) { item, _ in
                [
                    Span(
                        item.run.message?.firstLine ?? "",
                        item.run.status == .failed ? .failure : .muted
                    )
                ]
            },
        ],
        detail: .item { $0 },
        tabs: []
    )
}

extension ResourceCatalogue {
    /// Returns the row of a run in the list of all runs.
    package static func rowOfAllRuns(_ run: Run, of job: String) -> Row {
        allRuns.row(of: JobRun(job: job, run: run))
    }
}

/// A run with the name of its job.
struct JobRun: Equatable, Sendable {
    let job: String
    let run: Run

    /// Orders failed runs first, then runs that are not over, then the rest; newest first.
    fileprivate var rank: (Int, Double, String) {
        let group = run.status == .failed ? 0 : run.status.isActive ? 1 : 2
        let time = (run.startTime ?? run.batchTime).date?.timeIntervalSince1970 ?? 0
        return (group, -time, job)
    }
}

extension JobRun: Encodable {
    private enum CodingKeys: CodingKey { case job }

    /// Writes the members of the run as the API has them, and the job's name beside them.
    func encode(to encoder: any Encoder) throws {
        try run.encode(to: encoder)
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(job, forKey: .job)
    }
}

extension Run {
    var facts: RowFacts {
        RowFacts(status: status.rawValue, duration: duration, began: startTime?.date)
    }
}
