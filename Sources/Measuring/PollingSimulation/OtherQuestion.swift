import Polling

/// A request of the console that is not about the runs of a job.
package struct OtherQuestion: Sendable {
    var interval: Duration
    /// Whether it is for a part of an aggregate list; other requests are for what is in sight.
    var isInBackground: Bool

    package init(every interval: Duration, inBackground: Bool = false) {
        self.interval = interval
        isInBackground = inBackground
    }

    var plan: PollPlan {
        guard isInBackground else { return PollPlan(importance: 3, interval: interval) }
        return PollPlan(importance: 0, interval: interval, bounds: interval...(interval * 5))
    }
}
