package import PipelineAPI
import Screen

extension ResourceID {
    package static let runs = ResourceID("runs")
}

extension ResourceCatalogue {
    /// Runs: the executions of one job, newest first.
    static let runs = ResourceKind<Run, Run>(
        id: .runs,
        title: "Runs",
        noun: "run",
        aliases: ["run"],
        placement: .nested,
        containment: .job,
        list: { api, scope throws(APIError) in
            let page = try await api.send(
                ListRuns(job: JobName(scope.container), page: 1, size: 20, sortBy: "-runId")
            )
            return (items: page.history, total: page.total)
        },
        part: { api, scope, query, part throws(APIError) in
            let job = try JobName(scope.container)
            switch part {
            case .newest:
                let newest = try await api.send(ListRuns(job: job, runId: ListRuns.newest))
                return (items: newest.history, total: nil)
            case .page(let number):
                let page = try await api.send(
                    ListRuns(
                        job: job,
                        page: number,
                        size: HistoryWindow.pageSize,
                        sortBy: query.sort ?? "-runId",
                        status: query.status.map(RunStatus.init(rawValue:))
                    )
                )
                return (items: page.history, total: page.total)
            }
        },
        find: { api, address throws(APIError) in
            let job = try JobName(address.scope.container)
            return try await api.send(ListRuns(job: job, runId: try runID(of: address)))
                .history.first
        },
        name: { String($0.runId) },
        settle: \.withoutClock,
        facts: { run, _ in run.facts },
        columns: [
            TableColumn("RUN", .fixed(6), alignment: .trailing, field: "runId") {
                String($0.runId)
            },
            TableColumn(
                "STATUS",
                .fixed(12),
                field: "status",
                search: { $0.status.rawValue },
                spans: { run, context in
                    [RunGlyphs.span(of: run.status, in: context, word: true)]
                }
            ),
            TableColumn("BATCH TIME", .fixed(11), field: "batchTime") { run, context in
                [Span(TimeText.moment(run.batchTime, in: context))]
            },
            TableColumn("STARTED", .fixed(8), compact: false, field: "startTime") { run, context in
                [Span(run.startTime.map { TimeText.second($0, in: context) } ?? "", .muted)]
            },
            TableColumn("DURATION", .fixed(8), alignment: .trailing, field: "duration") {
                run,
                context in
                [Span(DurationText.of(run, in: context))]
            },
            TableColumn(
                "MESSAGE",
                .flexible,
                compact: false,
                kept: true,
                search: { $0.message?.firstLine ?? "" }
            ) { run, _ in
                let isBad = run.status == .failed
                return [Span(run.message?.firstLine ?? "", isBad ? .failure : .muted)]
            },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("run", "Run", needs: { [$0.list, ListKey(.jobExports, $0.scope)] }) {
                run,
                address,
                context in
                .lines(RunLines.lines(of: run, at: address, in: context))
            },
            DetailTab(TabID.compare, "Compare") { run, address, context in
                .lines(
                    RunComparison(run, at: address, in: context).lines(in: context)
                )
            },
            DetailTab("sql", "SQL") { run, address, context in
                .lines(RunSQL.lines(of: run, at: address, in: context))
            },
        ],
        actions: [
            ResourceAction(
                .stop,
                "Stop",
                key: .stopRun,
                help: "stop the run",
                isCommandOfKind: true,
                evidence: .stoppedRun,
                on: Run.self,
                refusal: { $0.status.stopRefusal.map { LocalizedText(known: $0) } },
                consequences: { address, _ in
                    [
                        "Run \(address.name) of '\(address.scope.container)' is stopped and becomes Canceled.",
                        "Nothing it has computed so far is kept.",
                    ]
                },
                call: { address throws(APIError) in
                    StopBatch(
                        job: try JobName(address.scope.container),
                        runId: try runID(of: address)
                    )
                },
                report: { output, address in
                    "stopped run \(address.name) of '\(address.scope.container)': "
                        + "\(output.preStatus) → \(output.postStatus)"
                }
            ),
            ResourceAction(
                .rerun,
                "Rerun",
                key: .rerun,
                help: "run the run again",
                isCommandOfKind: true,
                bringsDownstream: true,
                evidence: .rerunRun,
                on: Run.self,
                refusal: { $0.status.rerunRefusal.map { LocalizedText(known: $0) } },
                consequences: { address, run in
                    [
                        "Run \(address.name) of '\(address.scope.container)' (\(LocalizedText(known: run.status.rawValue))) runs again.",
                        "It keeps its id and its batch time, so it reads the same files.",
                    ]
                },
                call: { address throws(APIError) in
                    RerunBatch(
                        job: try JobName(address.scope.container),
                        runId: try runID(of: address)
                    )
                },
                report: { output, address in
                    "rerunning run \(address.name) of '\(address.scope.container)': "
                        + "\(output.preStatus) → \(output.postStatus), "
                        + "rerun \(output.rerunCount)"
                }
            ),
        ],
        traits: KindTraits(
            // On a job, actions on runs are for its newest run.
            target: { focused, listings in
                guard focused.kind == .jobs, let newest = listings.newestRun(of: focused.name)
                else { return nil }
                return ResourceAddress(.runs, .job(focused.name), String(newest.runId))
            },
            // A run is compared with the others of its job.
            tabLists: { [$0.list] },
            isWatchable: true,
            intervalWhileActive: 2
        )
    )

    /// Returns the row of a run as it is, with the text that filters search.
    package static func rowOfRuns(_ run: Run) -> Row {
        Row(name: String(run.runId), item: AnyItem(run), text: runs.row(of: run).text)
    }

    private static func runID(of address: ResourceAddress) throws(APIError) -> Int {
        guard let id = Int(address.name) else {
            throw APIError(.runNotFound, "'\(address.name)' is not a run id: give a whole number")
        }
        return id
    }
}

extension String {
    /// Returns the first line of a message, for a cell.
    package var firstLine: String {
        split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
}

extension Run {
    /// Removes the end and the duration of a Running run, which the service sets to the time of its answer; the
    /// console computes the duration itself.
    fileprivate var withoutClock: Run {
        guard status.isActive else { return self }
        var run = self
        run.endTime = nil
        run.duration = nil
        return run
    }
}
