/// The sorts of change that are told apart; one change may be of several.
enum Sighting: CaseIterable, Hashable, Sendable {
    case inSight, scheduledStart, endOfKnown, manualStart, failure, flakyHour

    var words: String {
        switch self {
        case .inSight: "run in sight changes"
        case .scheduledStart: "scheduled start"
        case .endOfKnown: "end of a known run"
        case .manualStart: "manual start"
        case .failure: "failure"
        case .flakyHour: "any, in the flaky hour"
        }
    }
}
