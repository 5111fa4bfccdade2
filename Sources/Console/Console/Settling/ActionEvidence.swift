package import PipelineAPI

/// How the service shows whether an action whose answer was lost was done.
///
/// Two looks at the same thing decide: one from before the action was sent, and one from after.
package struct ActionEvidence: Sendable {
    /// The looks at one item, as they are judged.
    package struct Looks: Sendable {
        package let address: ResourceAddress
        /// The item of the action as it was known when it was sent.
        package let item: AnyItem?
        /// `nil` where it is not known.
        package let before: AnyItem?
        /// `nil` where there is nothing.
        package let now: AnyItem?
        /// The zone in which times are said.
        package let zone: LocalZone
    }

    package enum Verdict: Equatable, Sendable {
        /// The action was done, or is not needed any more: a sentence that says what is true.
        case settled(LocalizedText)
        /// All is as it was before.
        case unchanged
        /// What is true does not say it.
        case open(LocalizedText)
    }

    typealias Look =
        @Sendable (any APICaller, AnyResourceKind, ResourceAddress) async throws(APIError) ->
        AnyItem?

    /// Whether the look from before is a request of its own; else it is the item as it was known.
    let asksBefore: Bool
    let look: Look
    let judge: @Sendable (Looks) -> Verdict
}

extension ActionEvidence {
    /// The item is not in its list any more.
    static let absence = ActionEvidence(
        asksBefore: false,
        look: { api, kind, address throws(APIError) in
            try await kind.load(api, address.scope).rows.first { $0.name == address.name }?.item
        },
        judge: { looks in
            looks.now == nil ? .settled("\(looks.address.localized) is deleted") : .unchanged
        }
    )
}
