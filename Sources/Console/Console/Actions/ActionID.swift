package import Screen

/// The id of an action, unique within the kind that declares it; on the command line it is the action's word.
package struct ActionID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ word: String) { description = word }

    package static let start = ActionID("start")
    package static let stop = ActionID("stop")
    package static let rerun = ActionID("rerun")
    package static let delete = ActionID("delete")
}

/// The key of an action unless the configuration has another, and the name the configuration knows it by.
///
/// Several kinds' actions may share one: they are bound together, and each acts on items of its own kind.
package struct ActionKey: Equatable, Sendable {
    package let key: Key
    package let name: String

    package static let start = ActionKey(key: .character("S"), name: "start")
    package static let stopRun = ActionKey(key: .character("s"), name: "stop")
    /// Stops an item with all that it starts, such as a job with its schedule.
    package static let stopWhole = ActionKey(key: .character("X"), name: "stop job")
    package static let rerun = ActionKey(key: .character("r"), name: "rerun")
    package static let delete = ActionKey(key: .character("D"), name: "delete")
}
