/// Whether a change may be made, must be asked for first, or must not be made at all.
package enum Consent: Equatable, Sendable {
    case given
    /// `expected` is what must be typed; `nil` where yes is enough.
    case ask(expected: String?)
    case refused(LocalizedText)
}

/// What decides how a change is consented to: by the profile, and by the dialog or the command line it is asked on.
package struct ConsentRules: Equatable, Sendable {
    /// Whether changes may be made at the moment with a profile that opens a window for them.
    package enum Window: Sendable {
        case open, closed
        /// There is no window: each change is asked for by itself.
        case unneeded
    }

    private let assumesYes: Bool
    /// The profile's name, given as `--confirm`.
    private let confirmed: String?
    /// Whether somebody can be asked.
    private let isTerminal: Bool
    private let window: Window

    /// The rules of the command line.
    package init(assumesYes: Bool, confirmed: String?, isTerminal: Bool) {
        self.assumesYes = assumesYes
        self.confirmed = confirmed
        self.isTerminal = isTerminal
        window = .unneeded
    }

    /// The rules of a dialog, which always asks.
    init(window: Window) {
        assumesYes = false
        confirmed = nil
        isTerminal = true
        self.window = window
    }

    /// Decides on a change with a profile; `typedName` is what must be typed for it, whatever the profile.
    package func consent(on identity: Identity, typedName: String? = nil) -> Consent {
        if let refusal = refusal(on: identity) { return .refused(refusal) }
        if identity.confirmsByName ? confirmed != nil : assumesYes { return .given }
        return .ask(expected: expectedText(on: identity, typedName: typedName))
    }

    /// Returns what must be typed by whoever is asked; `nil` where yes is enough.
    func expectedText(on identity: Identity, typedName: String?) -> String? {
        identity.confirmsByName ? identity.profile : typedName
    }

    /// Returns why no change may be made with a profile now, whatever the change is; `nil` where one may.
    func refusal(on identity: Identity) -> LocalizedText? {
        let profile = identity.profile
        switch identity.writable {
        case .never: return "profile '\(profile)' is read-only: nothing is changed with it"
        case .ask where window == .closed:
            return "profile '\(profile)' is locked: W opens it for ten minutes"
        case .ask, .always: break
        }
        if let confirmed, confirmed != profile {
            return LocalizedText(
                verbatim: "this is profile '\(profile)', not '\(confirmed)': nothing was sent"
            )
        }
        guard !isTerminal else { return nil }
        if identity.confirmsByName {
            guard confirmed == nil else { return nil }
            return LocalizedText(
                verbatim: "profile '\(profile)' has every change confirmed by its name: "
                    + "add --confirm \(profile)"
            )
        }
        guard !assumesYes else { return nil }
        return LocalizedText(
            verbatim: "stdin is no terminal, so nobody can be asked: add --yes to do it"
        )
    }
}
