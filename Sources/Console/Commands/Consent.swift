package import Console

/// Whether a change may be made, must be asked for first, or must not be made at all.
package enum Consent: Equatable, Sendable {
    case given
    /// `expected` is what must be typed; `nil` where yes is enough.
    case ask(expected: String?)
    case refused(CommandFailure)
}

/// What the command line and its surroundings say about changing things.
package struct ConsentRules: Sendable {
    package var assumesYes: Bool
    /// The profile's name, given as `--confirm`.
    package var confirmed: String?
    /// Whether somebody can be asked.
    package var isTerminal: Bool

    package init(assumesYes: Bool, confirmed: String?, isTerminal: Bool) {
        self.assumesYes = assumesYes
        self.confirmed = confirmed
        self.isTerminal = isTerminal
    }

    /// Decides on a change with a profile; `typedName` is what a person would have to type for it.
    package func consent(on identity: Identity, typedName: String? = nil) -> Consent {
        let profile = identity.profile
        if identity.writable == .never {
            return refusal("profile '\(profile)' is read-only: nothing is changed with it")
        }
        if let confirmed, confirmed != profile {
            return refusal("this is profile '\(profile)', not '\(confirmed)': nothing was sent")
        }
        if identity.confirmsByName {
            if confirmed != nil { return .given }
            if isTerminal { return .ask(expected: profile) }
            return refusal(
                "profile '\(profile)' has every change confirmed by its name: "
                    + "add --confirm \(profile)"
            )
        }
        if assumesYes { return .given }
        if isTerminal { return .ask(expected: typedName) }
        return refusal("stdin is no terminal, so nobody can be asked: add --yes to do it")
    }

    private func refusal(_ text: String) -> Consent { .refused(CommandFailure(.usage, text)) }
}
