import Commands
import Console
import PipelineAPI
import Screen

/// One of a kind's actions on one item, from the word on the command line to what came of it.
struct ItemChange {
    let session: Session
    let options: ChangeOptions

    /// Plans the action, has it confirmed, and sends it once.
    func perform(
        _ verb: String,
        _ kind: AnyResourceKind,
        named name: String,
        in scope: Scope
    ) async throws(CommandFailure) {
        let action = try ItemChange.action(verb, of: kind)
        let row = try await session.lookup.item(kind, named: name, in: scope)
        let address = ResourceAddress(kind.id, scope, name)
        let what = "\(ItemChange.title(of: action, kind)) \(address.nameInContainer)"
        if let refusal = action.refusal(row.item) {
            throw CommandFailure(.refused, "\(what) is not possible: \(refusal)")
        }
        let call = action.preview(for: address)
        if options.dryRun { return Output.line(call.printable) }
        let plan = ChangePlan(
            title: what + "?",
            consequences: action.consequences(address, row.item),
            call: call
        )
        try session.confirm(
            [plan],
            options,
            typedName: action.confirmation == .name ? name : nil
        )
        let said = try await session.change(what) { () async throws(APIError) in
            try await action.perform(with: session.api, on: address)
        }
        Output.line(said.printable)
    }

    /// The kind's action whose title begins with the verb: `Stop job` is what `stop` means.
    static func action(
        _ verb: String,
        of kind: AnyResourceKind
    ) throws(CommandFailure) -> ResourceAction {
        func word(_ action: ResourceAction) -> String {
            String(action.title.prefix { $0 != " " }).lowercased()
        }
        if let action = kind.actions.first(where: { word($0) == verb }) { return action }
        let known = kind.actions.map(word).joined(separator: ", ")
        throw CommandFailure(
            .usage,
            "\(kind.id) know no '\(verb)'"
                + (known.isEmpty ? ": nothing can be done to them" : ": they know \(known)")
        )
    }

    private static func title(of action: ResourceAction, _ kind: AnyResourceKind) -> String {
        action.title.hasSuffix(" " + kind.noun) ? action.title : "\(action.title) \(kind.noun)"
    }
}
