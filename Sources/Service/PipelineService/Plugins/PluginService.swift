import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// The rules of plugins: jars that are stored as files, with a record each.
struct PluginService: Sendable {
    let store: any Store
    let plugins: any PluginEngine
    let lock: ChangeLock
    let jars: JarFiles
    /// Returns the MD5 of bytes, which the upload may announce.
    let md5: @Sendable (Data) -> Data

    func upload(_ call: UploadPlugin, _ context: RequestContext) async throws(APIError) -> Nothing {
        let upload = JarUpload(
            noun: "plugin",
            notJar: .invalidTransformPlugin,
            nameTaken: .pluginExists,
            md5: md5
        )
        try await upload.keep(call.body, in: jars, and: store, under: lock) { digest in
            Plugin(
                name: call.plugin.description,
                createTime: Timestamp(context.now),
                size: call.body.bytes.count,
                md5: digest
            )
        }
        return Nothing()
    }

    func list(
        _ call: ListPlugins,
        _ context: RequestContext
    ) async throws(APIError) -> ListPlugins.Output {
        ListPlugins.Output(plugins: try await store.records(Plugin.self))
    }

    func get(_ call: GetPlugin, _ context: RequestContext) async throws(APIError) -> Plugin {
        try await existing(call.plugin)
    }

    func verify(
        _ call: VerifyPlugin,
        _ context: RequestContext
    ) async throws(APIError) -> VerifyPlugin.Output {
        let plugin = try await existing(call.plugin)
        return VerifyPlugin.Output(outputFields: try await plugins.fields(of: plugin.name))
    }

    func delete(_ call: DeletePlugin, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            let plugin = try await existing(call.plugin)
            for task in try await store.streamTasks() {
                guard case .transform(let definition) = task.work,
                    definition.spec.plugin?.name == plugin.name
                else { continue }
                throw APIError(
                    .invalidTransformPlugin,
                    "transform '\(task.key.name)' of repo '\(task.key.repo)' uses plugin "
                        + "'\(plugin.name)': delete it first"
                )
            }
            _ = try await store.deleteRecord(Plugin.self, named: plugin.name)
            jars.remove(plugin.name)
            return Nothing()
        }
    }

    private func existing(_ name: PluginName) async throws(APIError) -> Plugin {
        let all = try await store.records(Plugin.self)
        if let plugin = all.first(where: { $0.name == name.description }) { return plugin }
        throw APIError(
            .pluginNotFound,
            "no plugin named '\(name)'"
                + NearestName.hint(for: name.description, among: all.map(\.name))
        )
    }
}
