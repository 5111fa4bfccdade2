import PipelineAPI
import Screen

extension ResourceID {
    package static let variables = ResourceID("variables")
}

extension ResourceCatalogue {
    /// Variables: what `$(name)` stands for in SQL and file filters, the system's and the user's.
    static let variables = ResourceKind<Variable, Variable>(
        id: .variables,
        title: "Variables",
        noun: "variable",
        aliases: ["variable", "var"],
        placement: .onDemand,
        interval: 30,
        list: { api, _ throws(APIError) in
            (items: try await api.send(ListVariables()).variables, total: nil)
        },
        name: \.name,
        columns: [
            TableColumn("NAME", .flexible) { $0.name },
            TableColumn("VALUE", .fixed(18), style: .variable) { $0.value },
            TableColumn("OWNER", .fixed(6), compact: false, style: .muted) {
                $0.isOfSystem ? "system" : "user"
            },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("value", "Value") { variable, _, context in
                .lines([
                    .fact("type", variable.type.rawValue),
                    .fact("value", variable.value, .variable),
                    .fact("format", variable.format ?? ""),
                    .fact("owner", says: variable.isOfSystem ? "the system" : "you"),
                    .fact("now", variable.text(in: context)),
                ])
            },
            DetailTab("users", "Used by") { variable, _, context in
                .tree(context.users(ofVariable: variable.name))
            },
        ],
        actions: [
            .delete(
                Variable.self,
                refusal: { variable in
                    variable.isOfSystem
                        ? "'\(variable.name)' is the system's: it cannot be deleted" : nil
                },
                consequences: { address, _ in
                    ["SQL that uses $(\(address.name)) fails from its next run on."]
                },
                call: { address throws(APIError) in
                    DeleteVariable(variable: try VariableName(address.name))
                }
            )
        ],
        editor: .variables,
        traits: KindTraits(
            isOfService: { $0.value(as: Variable.self)?.isOfSystem ?? false }
        )
    )
}

extension Variable {
    fileprivate var isOfSystem: Bool { Variable.system.contains { $0.name == name } }

    /// Returns the variable's value now, or why it cannot be computed.
    fileprivate func text(in context: RenderContext) -> String {
        do throws(APIError) {
            return try VariableScope(
                user: [self],
                parameters: [:],
                batchTime: context.now,
                zone: context.zone
            ).fill("$(\(name))")
        } catch { return error.message }
    }
}
