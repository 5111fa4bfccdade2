/// The categories of changes; one change may be in several.
package enum Sighting: Hashable, Sendable {
    case inSight, scheduledStart, endOfKnown, manualStart, failure, flakyHour
    case startInSight, startOutOfSight, endInSight, endOutOfSight

    /// The categories by which strategies are compared.
    static let compared: [Sighting] = [
        .inSight, .scheduledStart, .endOfKnown, .manualStart, .failure, .flakyHour,
    ]
    /// The categories by which a recorded scenario is compared with its simulation.
    package static let replayed: [Sighting] = [
        .startInSight, .startOutOfSight, .endInSight, .endOutOfSight, .endOfKnown,
    ]

    package var words: String {
        switch self {
        case .inSight: "run in sight changes"
        case .scheduledStart: "scheduled start"
        case .endOfKnown: "end of a known run"
        case .manualStart: "manual start"
        case .failure: "failure"
        case .flakyHour: "any, in the flaky hour"
        case .startInSight: "start in sight"
        case .startOutOfSight: "start out of sight"
        case .endInSight: "end in sight"
        case .endOutOfSight: "end out of sight"
        }
    }
}
