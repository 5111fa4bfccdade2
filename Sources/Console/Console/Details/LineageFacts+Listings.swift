import PipelineAPI

extension LineageFacts {
    /// Adds what an item of a list says; items of other kinds say nothing.
    mutating func add(_ item: AnyItem, in scope: Scope) {
        if let repo = item.value(as: RepoSummary.self) {
            repos.append(Repo(name: repo.name, derivedFrom: repo.derivedFrom))
        } else if let transform = item.value(as: PipelineAPI.Transform.self) {
            transforms.append(
                Transform(repo: scope.container, name: transform.name, to: transform.to)
            )
        } else if let export = item.value(as: PipelineAPI.Export.self) {
            exports.append(fact(export.name, export.type, export.spec, in: scope))
        } else if let export = item.value(as: JobExport.self) {
            jobExports.append(fact(export.name ?? "", export.type, export.spec, in: scope))
        } else if let source = item.value(as: DataSource.self) {
            dataSources.append(source.name ?? "")
        } else if let job = item.value(as: PipelineAPI.Job.self) {
            jobs.append(Job(name: job.name ?? "", sources: job.srcs))
        }
    }

    private func fact(
        _ name: String,
        _ type: ExportType,
        _ spec: JSONValue,
        in scope: Scope
    ) -> Export {
        let members = ["bucket", "path", "destRepoName", "dbName", "host"]
        return Export(
            container: scope.container,
            name: name,
            type: type,
            target: members.lazy.compactMap { spec[$0]?.text }.first ?? ""
        )
    }
}
