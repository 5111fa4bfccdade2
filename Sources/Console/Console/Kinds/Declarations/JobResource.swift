import PipelineAPI
import Screen

extension ResourceID {
    package static let jobs = ResourceID("jobs")
}

extension ResourceCatalogue {
    /// Batch jobs: SQL over data sources, on a schedule; a row shows the job's recent runs.
    static let jobs = ResourceKind<Job, Job>(
        id: .jobs,
        title: "Batch jobs",
        noun: "job",
        aliases: ["job", "j"],
        list: { api, _ throws(APIError) in
            (items: try await api.send(ListJobs()).jobs, total: nil)
        },
        name: { $0.name ?? "" },
        // A job has the status of its newest run.
        facts: { job, context in
            context.newestRun(of: job.name ?? "")?.facts ?? RowFacts()
        },
        columns: [
            TableColumn("NAME", .flexible) { $0.name ?? "" },
            TableColumn(
                "RECENT",
                .fixed(RunGlyphs.stripWidth),
                by: { job, context in
                    let newest = context.newestRun(of: job.name ?? "")
                    return newest.map { .number(Double(RunGlyphs.severity(of: $0.status))) }
                        ?? .missing
                },
                spans: { job, context in
                    let runs = context.runs(of: job.name ?? "", atMost: RunGlyphs.stripWidth)
                    return RunGlyphs.strip(of: runs ?? [], in: context)
                }
            ),
            TableColumn(
                "BATCH",
                .fixed(6),
                alignment: .trailing,
                by: { job, context in .time(context.newestRun(of: job.name ?? "")?.batchTime) },
                spans: { job, context in
                    let newest = context.newestRun(of: job.name ?? "")
                    return [
                        Span(newest.map { TimeText.clock($0.batchTime, in: context) } ?? "", .muted)
                    ]
                }
            ),
            TableColumn("SCHEDULE", .fixed(14), compact: false, style: .muted) { job in
                job.scheduler.shortText
            },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("runs", "Runs") { _, address, _ in
                .children(ListKey(.runs, .job(address.name)))
            },
            DetailTab("timeline", "Timeline") { _, address, context in
                .lines(TimelineLines.lines(of: context.runs(of: address.name), in: context))
            },
            DetailTab(
                "sql",
                "SQL",
                translation: { ListKey(.jobTranslations, .job($0.name)) },
                body: { job, address, context in
                    .lines(
                        SQLLines.lines(of: job.computation.code)
                            + SQLTranslation.lines(
                                of: address.name,
                                from: ListKey(.jobTranslations, .job(address.name)),
                                in: context
                            )
                    )
                }
            ),
            DetailTab(TabID.schema, "Schema") { job, _, _ in
                .tree(SchemaTree.nodes(of: job.schema ?? []))
            },
            DetailTab("exports", "Exports") { _, address, _ in
                .children(ListKey(.jobExports, .job(address.name)))
            },
            DetailTab("lineage", "Lineage") { _, address, context in
                .tree(LineageTree.nodes(of: Lineage.Item(.job, address.name), in: context))
            },
            DetailTab("spec", "Spec") { job, _, context in
                .lines(
                    ScheduleLines.lines(of: job.scheduler, in: context)
                        + [.blank] + SpecLines.lines(of: job, in: context)
                )
            },
        ],
        actions: [
            ResourceAction(
                .start,
                "Start",
                key: .start,
                help: "start the job",
                isCommandOfKind: true,
                evidence: .startedJob,
                on: Job.self,
                refusal: { job in
                    job.scheduler.type == .depend
                        ? "the job depends on another: start that one, or rerun a run" : nil
                },
                consequences: { address, job in
                    [
                        job.scheduler.type == .manual
                            ? "A new run of '\(address.name)' begins at once."
                            : "The schedule of '\(address.name)' (\(job.scheduler.shortText)) is in force again, and a run begins."
                    ]
                },
                fields: { job in
                    (job.params ?? []).map { FormDialog.Field($0.name, $0.default) }
                },
                call: { address, values throws(APIError) in
                    let params = values.sorted { $0.key < $1.key }.map { name, value in
                        StartJob.Parameter(name: name, value: value)
                    }
                    return StartJob(job: try JobName(address.name), parameters: params)
                },
                report: { _, address in "started '\(address.name)'" }
            ),
            ResourceAction(
                .stop,
                "Stop job",
                key: .stopWhole,
                help: "stop the job and its schedule",
                isCommandOfKind: true,
                evidence: .stoppedJob,
                on: Job.self,
                consequences: { address, _ in
                    [
                        "The running run of '\(address.name)' is stopped.",
                        "No further run begins until the job is started again.",
                    ]
                },
                call: { address throws(APIError) in StopJob(job: try JobName(address.name)) },
                report: { _, address in "stopped job '\(address.name)'" }
            ),
            .delete(
                Job.self,
                consequences: { address, _ in
                    [
                        "Job '\(address.name)', its exports and its whole history are deleted.",
                        "Its running run is stopped; results that were exported stay.",
                    ]
                },
                call: { address throws(APIError) in DeleteJob(job: try JobName(address.name)) }
            ),
        ],
        editor: .jobs,
        traits: KindTraits(
            // Actions on jobs are available on all items within a job.
            target: { focused, _ in
                guard case .job(let job) = focused.scope else { return nil }
                return ResourceAddress(.jobs, .root, job)
            },
            // A row shows the job's runs.
            rowLists: { [ListKey(.runs, .job($0.name))] },
            definition: { item in
                item.value(as: Job.self).flatMap { try? JSONValue(encoding: $0.definition) }
            },
            isWatchable: true,
            // Failed runs are the most frequent reason to open the console.
            hasFirstFocus: true,
            lineage: .batches,
            notFound: .jobNotFound
        )
    )
}

extension JobScheduler {
    /// Returns a short form of the schedule, for a column.
    var shortText: String {
        switch type {
        case .crontab: spec?.crontab ?? "crontab"
        case .loop: "every \(spec?.loop.flatMap { $0.isEmpty ? nil : $0 } ?? "moment")"
        default: type.folded
        }
    }
}
