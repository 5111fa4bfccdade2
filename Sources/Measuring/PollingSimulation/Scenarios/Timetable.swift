/// The hours of a simulation.
struct Timetable: Sendable {
    /// Until then everybody gets to know the scenario.
    var flakyFrom = Duration.seconds(3600)
    var flakyUntil = Duration.seconds(2 * 3600)
    /// What changes in these two hours is what is measured.
    var calm = Duration.seconds(2 * 3600 + 600)..<Duration.seconds(4 * 3600 + 600)
    /// Behind it there is time for what changed last to be seen.
    var end = Duration.seconds(4 * 3600 + 1800)

    init() {}

    /// What changes within a window is measured, and nothing is ever away; time goes on a little behind it.
    init(calm: Range<Duration>, end: Duration) {
        (flakyFrom, flakyUntil) = (.zero, .zero)
        self.calm = calm
        self.end = end
    }

    func isFlaky(_ moment: Duration) -> Bool { moment >= flakyFrom && moment < flakyUntil }
}
