import Synchronization

/// A request to end a long operation between two of its parts, so that no part is cut off under way.
///
/// Task cancellation would abort the request that is on the wire.
package final class CancellationToken: Sendable {
    private let flag = Mutex(false)

    package init() {}

    package var isCancelled: Bool { flag.withLock { $0 } }

    package func cancel() { flag.withLock { $0 = true } }
}
