import FoundationEssentials

extension ConsoleState {
    /// Whether the window in which a profile that asks for one may change something is open.
    private var isWindowOpen: Bool { changes.writableUntil.map { $0 > now } == true }

    var consentRules: ConsentRules { ConsentRules(window: isWindowOpen ? .open : .closed) }

    /// Why changes are not allowed now; `nil` if they are.
    var writeRefusal: LocalizedText? {
        if let refusal = consentRules.refusal(on: identity) { return refusal }
        if case .offline = traffic.link {
            return "the service cannot be reached now: try again when the header says live"
        }
        return nil
    }

    /// Opens the window in which a profile that asks for one may change something, or closes it.
    mutating func toggleWritable() {
        guard identity.writable == .ask else {
            let state: LocalizedText =
                identity.writable == .never ? "read-only" : "writable at all times"
            notice = Notice("profile '\(identity.profile)' is \(state)")
            return
        }
        if isWindowOpen {
            changes.writableUntil = nil
            notice = Notice("locked again")
        } else {
            changes.writableUntil = now.addingTimeInterval(Self.writableSeconds)
            notice = Notice("changes may be made for ten minutes; W locks again")
        }
    }

    private static let writableSeconds = 600.0
}
