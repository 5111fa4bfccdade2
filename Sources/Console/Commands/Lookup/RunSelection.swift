import Console
package import PipelineAPI

package import struct FoundationEssentials.Date

/// Which runs of a history are asked for.
package struct RunSelection: Equatable, Sendable {
    /// `nil` for runs in any status.
    package let status: RunStatus?
    /// When they began at the earliest; of a run that waits, its batch time counts.
    package let since: Date?
    /// How many of one job at most.
    package let most: Int

    package init(status: RunStatus? = nil, since: Date? = nil, most: Int = .max) {
        self.status = status
        self.since = since
        self.most = most
    }

    /// Whether no further page of a history, newest first, has any of them.
    func isMet(by runs: [Run]) -> Bool {
        guard let since else { return runs.count >= most }
        return runs.reach(backTo: since) || taken(from: runs).count >= most
    }

    func taken(from runs: [Run]) -> [Run] {
        Array(runs.filter { run in since.map { run.began >= $0 } ?? true }.prefix(most))
    }
}
