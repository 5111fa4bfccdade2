package import PipelineAPI

/// The declaration of an action on an item: its key, its condition, and its call.
///
/// The plan that a dialog shows is made from the same call that is sent, so they cannot differ. An action
/// gets an address, never a cached item.
package struct ResourceAction: Sendable {
    /// The consent that the call needs.
    package enum Confirmation: Sendable {
        case yes
        /// Typing the item's name, for actions that cannot be undone.
        case name
    }

    package let id: ActionID
    /// An imperative: "Rerun".
    package let title: String
    package let key: ActionKey
    package let help: String
    package let confirmation: Confirmation
    /// Returns why the action is not possible for the item's known state; `nil` if it is.
    package let refusal: @Sendable (AnyItem) -> LocalizedText?
    /// What will happen, one sentence a line.
    package let consequences: @Sendable (ResourceAddress, AnyItem) -> [LocalizedText]
    /// The form's fields; empty for an action without a form.
    package let fields: @Sendable (AnyItem) -> [FormDialog.Field]
    /// Whether the one-shot command of the id's word takes the action to be of this kind without being told:
    /// `pandora rerun JOB RUN`.
    package let isCommandOfKind: Bool
    /// Whether the runs downstream may be taken along.
    let bringsDownstream: Bool
    /// What shows whether it was done, where its answer is lost.
    let evidence: ActionEvidence
    private let makeCall:
        @Sendable (ResourceAddress, [String: String]) throws(APIError) -> any PerformableCall

    package init<Call: APICall, Item: Equatable & Sendable>(
        _ id: ActionID,
        _ title: String,
        key: ActionKey,
        help: String,
        confirm confirmation: Confirmation = .yes,
        isCommandOfKind: Bool = false,
        bringsDownstream: Bool = false,
        evidence: ActionEvidence,
        on item: Item.Type,
        refusal: @escaping @Sendable (Item) -> LocalizedText? = { _ in nil },
        consequences: @escaping @Sendable (ResourceAddress, Item) -> [LocalizedText],
        fields: @escaping @Sendable (Item) -> [FormDialog.Field] = { _ in [] },
        call: @escaping @Sendable (ResourceAddress, [String: String]) throws(APIError) -> Call,
        report: @escaping @Sendable (Call.Output, ResourceAddress) -> LocalizedText
    ) {
        self.id = id
        self.title = title
        self.key = key
        self.help = help
        self.confirmation = confirmation
        self.refusal = { $0.value(as: Item.self).flatMap(refusal) }
        self.consequences = { address, any in
            any.value(as: Item.self).map { consequences(address, $0) } ?? []
        }
        self.isCommandOfKind = isCommandOfKind
        self.bringsDownstream = bringsDownstream
        self.evidence = evidence
        self.fields = { $0.value(as: Item.self).map(fields) ?? [] }
        makeCall = { address, values throws(APIError) in
            ReportedCall(call: try call(address, values)) { report($0, address) }
        }
    }

    /// Makes an action that depends only on the item.
    package init<Call: APICall, Item: Equatable & Sendable>(
        _ id: ActionID,
        _ title: String,
        key: ActionKey,
        help: String,
        confirm confirmation: Confirmation = .yes,
        isCommandOfKind: Bool = false,
        bringsDownstream: Bool = false,
        evidence: ActionEvidence,
        on item: Item.Type,
        refusal: @escaping @Sendable (Item) -> LocalizedText? = { _ in nil },
        consequences: @escaping @Sendable (ResourceAddress, Item) -> [LocalizedText],
        call: @escaping @Sendable (ResourceAddress) throws(APIError) -> Call,
        report: @escaping @Sendable (Call.Output, ResourceAddress) -> LocalizedText
    ) {
        self.init(
            id,
            title,
            key: key,
            help: help,
            confirm: confirmation,
            isCommandOfKind: isCommandOfKind,
            bringsDownstream: bringsDownstream,
            evidence: evidence,
            on: item,
            refusal: refusal,
            consequences: consequences,
            fields: { _ in [] },
            call: { address, _ throws(APIError) in try call(address) },
            report: report
        )
    }

    /// Deletes an item, once its name has been typed.
    package static func delete<Call: APICall, Item: Equatable & Sendable>(
        _ item: Item.Type,
        refusal: @escaping @Sendable (Item) -> LocalizedText? = { _ in nil },
        consequences: @escaping @Sendable (ResourceAddress, Item) -> [LocalizedText],
        call: @escaping @Sendable (ResourceAddress) throws(APIError) -> Call
    ) -> ResourceAction where Call.Output == Nothing {
        ResourceAction(
            .delete,
            "Delete",
            key: .delete,
            help: "delete what is selected; asks for its name",
            confirm: .name,
            evidence: .absence,
            on: item,
            refusal: refusal,
            consequences: consequences,
            call: call,
            report: { _, address in "deleted \(address.localized)" }
        )
    }

    /// The title with the kind's noun: `Rerun run`; `Stop job` stays unchanged.
    package func title(withNoun noun: String) -> LocalizedText {
        title.hasSuffix(" " + noun)
            ? LocalizedText(known: title)
            : "\(LocalizedText(known: title)) \(LocalizedText(known: noun))"
    }

    /// The request as it will be sent: method, path and body in one line.
    package func preview(for request: ActionRequest) -> String {
        do throws(APIError) {
            return try makeCall(request.address, request.values).preview
        } catch {
            return error.message
        }
    }

    /// Sends the call once; returns a sentence about the result.
    package func perform(
        with api: any APICaller,
        _ request: ActionRequest
    ) async throws(APIError) -> LocalizedText {
        try await makeCall(request.address, request.values).perform(with: api)
    }
}

/// A type-erased call with the sentence about its answer.
protocol PerformableCall: Sendable {
    func wireRequest() throws(APIError) -> WireRequest
    func perform(with api: any APICaller) async throws(APIError) -> LocalizedText
}

extension PerformableCall {
    /// The request as it will be sent: method, path and body in one line.
    var preview: String {
        get throws(APIError) {
            let request = try wireRequest()
            let body = String(decoding: request.body, as: UTF8.self)
            return "\(request.method.rawValue) \(request.target) \(body)"
        }
    }
}

struct ReportedCall<Call: APICall>: PerformableCall {
    let call: Call
    let report: @Sendable (Call.Output) -> LocalizedText

    func wireRequest() throws(APIError) -> WireRequest { try call.wireRequest() }

    func perform(with api: any APICaller) async throws(APIError) -> LocalizedText {
        report(try await api.send(call))
    }
}
