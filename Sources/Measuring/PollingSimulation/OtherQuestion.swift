import Polling

/// What a console asks for besides the runs of jobs.
package struct OtherQuestion: Sendable {
    var interval: Duration
    /// A part of a list that is aggregate; anything else is in sight.
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
