package import PipelineAPI

extension FileSelection {
    /// Returns the URLs of a source's files on the server, which the engine reads itself.
    ///
    /// The paths are taken to that server, whatever host the source names: `stores.yaml` decides, as for the other stores.
    func files(
        of source: DataSource,
        on server: HDFSServer,
        filter: String,
        scope: VariableScope,
        by engine: any SQLEngine,
        job: String?
    ) async throws(APIError) -> InputFiles {
        guard let files = engine.hdfs else {
            throw APIError(.hdfsUnreachable, server.refusal(of: engine.name, job: job))
        }
        let prefixes = try place(of: source).1.map { $0 + filter }
        // Checked before the server is asked, which takes seconds.
        _ = try matching(prefixes, among: [], scope)
        let wanted = try prefixes.map { prefix throws(APIError) in try scope.fill(prefix) }
        let found = try await files.files(below: wanted, on: server).map(\.path)
        return InputFiles(
            paths: try matching(prefixes, among: found, scope).sorted().map(server.url(of:)),
            format: try FileSelection.format(of: source.spec, source.type),
            directory: server.url
        )
    }
}

extension Engines {
    /// Returns the engine that looks through the files of a data source: one that reaches the server, where there is one.
    package func engine(ofSource type: DataSourceType, on server: HDFSServer?) -> any SQLEngine {
        type == .hdfs && server != nil ? reachingHDFS ?? standard : standard
    }
}
