/// An action on an item, as it is confirmed, sent and answered.
package struct ActionRequest: Hashable, Sendable {
    /// The kind that declares the action, which need not be the kind of what is in focus.
    package let kind: ResourceID
    package let id: ActionID
    package let address: ResourceAddress
    /// What the user filled in, by field.
    package var values: [String: String] = [:]

    package init(kind: ResourceID, id: ActionID, address: ResourceAddress) {
        self.kind = kind
        self.id = id
        self.address = address
    }

    /// The declaration this request names.
    package var action: ResourceAction? { ResourceCatalogue.kind(kind)?.action(id) }

    /// The title of the action: `Rerun`.
    var title: LocalizedText { LocalizedText(known: action?.title ?? id.description) }

    /// What is done, as plans, notices and the audit file say it: `Rerun run 7 of 'daily_uv'`.
    package var what: LocalizedText {
        guard let kind = ResourceCatalogue.kind(kind), let action = kind.action(id) else {
            return "\(title) \(address.localized)"
        }
        return "\(action.title(withNoun: kind.noun)) \(address.localized)"
    }
}
