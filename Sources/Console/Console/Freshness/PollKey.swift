/// The subject of a poll: a list, a part of one, or the detail of an item.
///
/// Indirect, since the schedule holds each of ten thousand keys in half a dozen queues: a reference takes
/// 8 bytes instead of 90.
package indirect enum PollKey: Hashable, Sendable {
    case list(ListKey)
    /// A part of a long list.
    case part(ListKey, ListPart)
    case detail(ResourceAddress)
}

/// The wanted interval and importance of a poll.
///
/// The runtime converts it into a plan of the polling scheduler, which the console does not depend on.
package struct PollWish: Equatable, Sendable {
    /// Ascending: a pane out of sight, one in sight, the list or page in focus.
    package enum Importance: Int, Comparable, Sendable {
        case background, visible, focused

        package static func < (left: Importance, right: Importance) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// Seconds between an answer and the next request.
    package var interval: Double
    package var importance: Importance

    package init(every interval: Double, _ importance: Importance) {
        self.interval = interval
        self.importance = importance
    }
}
