/// How a thing is asked from the instant it is expected to change until the change is seen.
package struct Eagerness: Equatable, Sendable {
    /// It may matter more then than at other times: there is most likely something to be seen.
    package var importance: Int
    /// From an answer to the next question.
    package var interval: Duration
    /// After so long without the change, the plan's own interval is good enough again.
    package var time: Duration

    package init(importance: Int, interval: Duration, time: Duration) {
        self.importance = importance
        self.interval = interval
        self.time = time
    }
}
