import Synchronization

/// A wish to stop something long between two of its parts, so that none is cut off under way.
package final class Halt: Sendable {
    private let wish = Mutex(false)

    package init() {}

    package var isWanted: Bool { wish.withLock { $0 } }

    package func want() { wish.withLock { $0 = true } }
}
