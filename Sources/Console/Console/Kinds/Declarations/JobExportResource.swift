import PipelineAPI
import Screen

extension ResourceID {
    package static let jobExports = ResourceID("jobexports")
}

extension ResourceCatalogue {
    /// A job's exports: where each successful run's result is written.
    static let jobExports = ResourceKind<JobExport, JobExport>(
        id: .jobExports,
        title: "Job exports",
        noun: "job export",
        placement: .nested,
        containment: .job,
        interval: 10,
        list: { api, scope throws(APIError) in
            let job = try JobName(scope.container)
            return (items: try await api.send(ListJobExports(job: job)).exports, total: nil)
        },
        name: { $0.name ?? "" },
        columns: [
            TableColumn("NAME", .flexible) { $0.name ?? "" },
            TableColumn("TYPE", .fixed(8), style: .muted) { $0.type.rawValue },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("destination", "Destination") { export, _, context in
                .lines(
                    MappingLines.lines(
                        of: export.type,
                        spec: export.spec,
                        place: export.place,
                        glyphs: context.glyphs
                    )
                )
            },
            DetailTab("spec", "Spec") { export, _, context in
                let masked = SecretMask(glyphs: context.glyphs).masked(export.spec)
                return .lines(SpecLines.lines(of: masked, in: context))
            },
        ],
        actions: [
            .delete(
                JobExport.self,
                consequences: { address, _ in
                    ["Later runs of '\(address.scope.container)' are not exported by it any more."]
                },
                call: { address throws(APIError) in
                    DeleteJobExport(
                        job: try JobName(address.scope.container),
                        export: try JobExportName(address.name)
                    )
                }
            )
        ],
        editor: .jobExports,
        holdsSecrets: true,
        traits: KindTraits(lineage: .batches)
    )
}
