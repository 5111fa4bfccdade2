/// One thing to keep fresh: a list, or the detail of an item.
///
/// Indirect, since the schedule holds each of ten thousand keys in half a dozen queues: there it is a
/// reference of 8 bytes, and not 90.
package indirect enum PollKey: Hashable, Sendable {
    case list(ListKey)
    /// A part of a long list.
    case part(ListKey, ListPart)
    case detail(ResourceAddress)
}

/// How fresh something is to be kept, and how much it matters beside the others.
///
/// The runtime turns it into a plan of the polling scheduler, which the console knows nothing of.
package struct PollWish: Equatable, Sendable {
    /// From the least to the most: a pane out of sight, one in sight, what the eye is on.
    package enum Importance: Int, Comparable, Sendable {
        case background, visible, focused

        package static func < (left: Importance, right: Importance) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// Seconds between an answer and the next question.
    package var interval: Double
    package var importance: Importance

    package init(every interval: Double, _ importance: Importance) {
        self.interval = interval
        self.importance = importance
    }
}
