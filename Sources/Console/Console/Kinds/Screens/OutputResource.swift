import PipelineAPI
import Screen

extension ResourceID {
    package static let outputs = ResourceID("outputs")
}

extension ResourceCatalogue {
    /// Output: what the user's commands in the background have written, the latest first.
    static let outputs = ResourceKind<CommandOutputs, CommandOutputs>(
        id: .outputs,
        title: "Output of commands",
        noun: "output",
        aliases: ["output"],
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [CommandOutputs()], total: nil) },
        name: { _ in CommandOutputs.address.name },
        columns: [TableColumn("NAME", .flexible) { _ in CommandOutputs.address.name }],
        detail: .item { $0 },
        tabs: [
            DetailTab("output", "Output") { _, _, context in
                .lines(CommandOutputs.lines(of: context.outputs, in: context))
            }
        ],
        traits: KindTraits(isCopiedWhole: true)
    )
}

/// The one item of its kind.
struct CommandOutputs: Equatable, Sendable {
    static let address = ResourceAddress(.outputs, .root, "now")
    static let row = Row(name: address.name, item: AnyItem(CommandOutputs()))

    static func lines(of outputs: [CommandOutput], in context: RenderContext) -> [DetailLine] {
        guard !outputs.isEmpty else {
            return [DetailLine(says: "no command has run in the background", .muted)]
        }
        return outputs.flatMap { $0.lines(in: context) }
    }
}
