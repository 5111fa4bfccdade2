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
        in scope: Scope,
        values: [String: String] = [:]
    ) async throws(CommandFailure) {
        let action = try ItemChange.action(verb, of: kind)
        let row = try await session.lookup.item(kind, named: name, in: scope)
        let address = ResourceAddress(kind.id, scope, name)
        let what = "\(action.title(withNoun: kind.noun).english) \(address.nameInContainer)"
        if let refusal = action.refusal(row.item) {
            throw CommandFailure(.refused, "\(what) is not possible: \(refusal.english)")
        }
        let unknown = values.keys.filter { name in
            !action.fields(row.item).contains { $0.name == name }
        }
        if let name = unknown.min() {
            throw CommandFailure(.usage, "'\(name)' is no parameter of \(address.nameInContainer)")
        }
        var request = ActionRequest(kind: kind.id, title: action.title, address: address)
        request.values = values
        let call = action.preview(for: request)
        if options.dryRun { return Output.line(call.printable) }
        let plan = ChangePlan(
            title: what + "?",
            consequences: action.consequences(address, row.item).map(\.english),
            call: call
        )
        try session.confirm(
            [plan],
            options,
            typedName: action.confirmation == .name ? name : nil
        )
        let confirmed = request
        let said = try await session.change(what) { () async throws(APIError) in
            try await action.perform(with: session.api, confirmed).english
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
}
