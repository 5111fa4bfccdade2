import Screen

/// What a change will do and the request it will be, as a dialog draws it and a command prints it.
///
/// It is made from the request that is sent, so that the two cannot differ; ``ConsentRules`` decide how it is
/// confirmed.
package struct ChangePlan: Equatable, Sendable {
    /// The question: `Rerun run 7 of 'daily_uv'?`.
    package let title: LocalizedText
    /// What will happen, one sentence a line.
    package let consequences: [LocalizedText]
    /// The lines that a document adds and removes.
    package let difference: [Span]
    /// The request, as it will be sent.
    package let call: String
    /// How often it will be made, each time for another item.
    package let times: Int
    /// What must be typed since it cannot be undone; `nil` where yes is enough.
    package let typedName: String?

    init(
        title: LocalizedText,
        consequences: [LocalizedText] = [],
        difference: [Span] = [],
        call: String,
        times: Int = 1,
        typedName: String? = nil
    ) {
        self.title = title
        self.consequences = consequences
        self.difference = difference
        self.call = call
        self.times = times
        self.typedName = typedName
    }
}

extension ChangePlan {
    /// Returns the plan of an action on one item.
    package static func action(_ request: ActionRequest, on item: AnyItem) -> ChangePlan? {
        guard let action = request.action else { return nil }
        let values = request.values.sorted { $0.key < $1.key }.map { name, value in
            LocalizedText(verbatim: "\(name) = \(value)")
        }
        return ChangePlan(
            title: request.what + "?",
            consequences: action.consequences(request.address, item) + values,
            call: action.preview(for: request),
            typedName: action.confirmation == .name ? request.address.name : nil
        )
    }

    /// Returns the plan of one action on many items; `skipped` says which are left out and why.
    package static func bulk(_ requests: [ActionRequest], skipped: [LocalizedText]) -> ChangePlan? {
        guard let first = requests.first, let action = first.action else { return nil }
        return ChangePlan(
            title: title(of: requests) + "?",
            consequences: some(of: requests.map(\.address.localized))
                + some(of: skipped).map { "left out: \($0)" },
            call: action.preview(for: first),
            times: requests.count,
            typedName: action.confirmation == .name ? String(requests.count) : nil
        )
    }

    /// Returns the plan of sending a document.
    ///
    /// `new` is the address of the item it creates, where that is known. Such a document comes from a file and
    /// is all in the request, so that only of a change the difference is worth a look.
    package static func document(
        _ draft: EditDraft,
        call: String,
        creating new: ResourceAddress? = nil
    ) -> ChangePlan {
        let noun = LocalizedText(known: ResourceCatalogue.kind(draft.kind)?.noun ?? "")
        let title: LocalizedText =
            if let address = draft.address {
                "Change \(noun) \(address.localized)?"
            } else if let new {
                "Create \(noun) \(new.localized)?"
            } else {
                "Create a \(noun)?"
            }
        return ChangePlan(
            title: title,
            difference: new == nil ? draft.differenceSpans : [],
            call: call
        )
    }

    /// Returns the plan of sending a file.
    package static func transfer(_ request: TransferRequest) -> ChangePlan? {
        request.transfer.map { transfer in
            ChangePlan(
                title: "\(LocalizedText(known: request.title))?",
                consequences: transfer.consequences(request.address, request.values),
                call: "\(request.path), \(ByteText.of(request.size))"
            )
        }
    }

    /// `Rerun 4 runs`.
    static func title(of requests: [ActionRequest]) -> LocalizedText {
        guard let first = requests.first, let kind = ResourceCatalogue.kind(first.kind) else {
            return ""
        }
        let noun = LocalizedText(known: requests.count == 1 ? kind.noun : kind.plural)
        return "\(first.title) \(requests.count) \(noun)"
    }

    private static let mostNamed = 8

    private static func some(of names: [LocalizedText]) -> [LocalizedText] {
        let rest = names.count - mostNamed
        return names.prefix(mostNamed) + (rest > 0 ? ["and \(rest) more"] : [])
    }
}

extension EditDraft {
    /// The lines a draft adds and removes.
    package var differenceSpans: [Span] {
        difference.map { change in
            change.isAdded ? Span("+ " + change.line, .good) : Span("- " + change.line, .failure)
        }
    }
}
