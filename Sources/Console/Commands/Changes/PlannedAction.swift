package import Console
import PipelineAPI

/// An action of the command line, checked against the item's state.
package struct PlannedAction: Sendable {
    package let action: ResourceAction
    package let request: ActionRequest
    package let plan: ChangePlan

    /// Plans an action of a kind on an item of its list.
    ///
    /// *Throws* where the kind has no such action, the item's state does not allow it, or a value is for no
    /// parameter of it. With `onceAllowed` the state is one that changes before the action is sent.
    package init(
        _ id: ActionID,
        of kind: AnyResourceKind,
        on row: Row,
        in scope: Scope,
        values: [String: String] = [:],
        onceAllowed: Bool = false
    ) throws(CommandFailure) {
        action = try KindLookup.action(id, of: kind)
        let address = ResourceAddress(kind.id, scope, row.name)
        var request = ActionRequest(kind: kind.id, id: id, address: address)
        if !onceAllowed, let refusal = action.refusal(row.item) {
            throw CommandFailure(
                .refused,
                "\(request.what.english) is not possible: \(refusal.english)"
            )
        }
        let parameters = action.fields(row.item).map(\.name)
        if let name = values.keys.filter({ !parameters.contains($0) }).min() {
            throw CommandFailure(
                .usage,
                "'\(name)' is no parameter of \(address.nameInContainer)"
                    + Self.hint(for: name, among: parameters)
            )
        }
        request.values = values
        guard let plan = ChangePlan.action(request, on: row.item) else {
            throw CommandFailure(.usage, "\(kind.id) know no '\(id)'")
        }
        self.request = request
        self.plan = plan
    }

    /// The parameter that was meant, or all of them.
    private static func hint(for name: String, among parameters: [String]) -> String {
        if parameters.isEmpty { return ": it has none" }
        let hint = NearestName.hint(for: name, among: parameters)
        return hint.contains("did you mean")
            ? hint : ": it has " + parameters.joined(separator: ", ")
    }
}
