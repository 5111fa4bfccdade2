import PipelineAPI
import Screen

extension ResourceID {
    package static let plugins = ResourceID("plugins")
}

extension ResourceCatalogue {
    /// Plugins: jars that transforms may run before their SQL.
    static let plugins = ResourceKind<Plugin, Plugin>(
        id: .plugins,
        title: "Plugins",
        noun: "plugin",
        aliases: ["plugin", "pl"],
        placement: .onDemand,
        interval: 30,
        list: { api, _ throws(APIError) in
            (items: try await api.send(ListPlugins()).plugins, total: nil)
        },
        name: \.name,
        columns: [
            TableColumn("NAME", .flexible) { $0.name },
            TableColumn("SIZE", .fixed(9), alignment: .trailing, style: .muted) { $0.sizeText },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("plugin", "Plugin") { plugin, _, context in
                .lines([
                    .fact("name", plugin.name), .fact("size", plugin.sizeText),
                    .fact("MD5", plugin.md5 ?? ""),
                    .fact(
                        "uploaded",
                        plugin.createTime.map { TimeText.full($0, in: context) } ?? ""
                    ),
                ])
            },
            DetailTab("users", "Used by") { plugin, _, context in
                .tree(context.users(ofPlugin: plugin.name))
            },
        ],
        actions: [
            .delete(
                Plugin.self,
                consequences: { address, _ in ["The jar of '\(address.name)' is deleted."] },
                call: { address throws(APIError) in
                    DeletePlugin(plugin: try PluginName(address.name))
                }
            )
        ],
        transfer: ResourceTransfer(
            title: "Upload plugin",
            content: .plugin,
            fields: [
                FormDialog.Field(ResourceTransfer.file, hint: "the path of a jar, 100 MiB at most"),
                FormDialog.Field("name", hint: "what transforms will call it"),
            ],
            consequences: { _, values in
                ["The jar becomes plugin '\(values["name"] ?? "")'."]
            }
        )
    )
}

extension Plugin {
    fileprivate var sizeText: String {
        size.map(ByteText.of) ?? ""
    }
}
