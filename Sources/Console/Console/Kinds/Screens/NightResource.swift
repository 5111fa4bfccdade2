import FoundationEssentials
import PipelineAPI
import Screen

extension ResourceID {
    package static let night = ResourceID("night")
}

extension ResourceCatalogue {
    /// The night: jobs as rows, hours as columns, runs as bars, and what is due ahead.
    static let night = ResourceKind<NightJob, NightJob>(
        id: .night,
        title: "Night",
        noun: "job",
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [], total: nil) },
        name: { $0.job },
        facts: { row, _ in row.newest.facts },
        aggregate: AggregateList(
            [AggregateList.Source(.runs, inEach: .jobs, every: 60, scope: Scope.job)],
            mostOfEach: 1,
            item: { key, row in
                row.item.value().map { NightJob(job: key.scope.container, newest: $0) }
            },
            order: { $0.rank < $1.rank }
        ),
        columns: [
            TableColumn("JOB", .fixed(NightJob.nameWidth)) { $0.job },
            TableColumn(
                "NIGHT",
                heading: { context, width in
                    NightScale(context.night, width: width, now: context.now)
                        .heading(context.night, in: context)
                },
                cells: { row, context, width in
                    NightLine.spans(
                        of: context.runs(of: row.job),
                        context.job(named: row.job),
                        width: width,
                        in: context
                    )
                },
                by: { row, _ in .number(Double(RunGlyphs.severity(of: row.newest.status))) },
                text: { $0.newest.status.rawValue }
            ),
        ],
        detail: .item { $0 },
        tabs: [],
        traits: KindTraits(chosen: { target, state in
            guard let run = state.nightRun(of: target.job) else { return target }
            return ResourceAddress(.runs, .job(target.job), String(run.runId))
        })
    )
}

/// A job's row of the night.
struct NightJob: Equatable, Sendable {
    static let nameWidth = 22

    let job: String
    let newest: Run

    /// Failing jobs first, then those with a run that goes on, then by name.
    fileprivate var rank: (Int, String) {
        (newest.status == .failed ? 0 : newest.status.isActive ? 1 : 2, job)
    }
}
