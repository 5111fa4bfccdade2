/// The phases of a simulation.
struct Timetable: Sendable {
    /// The hour with outages; strategies learn about the jobs before it.
    var flakyFrom = Duration.seconds(3600)
    var flakyUntil = Duration.seconds(2 * 3600)
    /// The two hours whose changes are measured.
    var calm = Duration.seconds(2 * 3600 + 600)..<Duration.seconds(4 * 3600 + 600)
    /// The end of the simulation, which leaves time for the last changes to be seen.
    var end = Duration.seconds(4 * 3600 + 1800)

    init() {}

    /// A timetable without outages that measures the changes within a window and ends some time after it.
    init(calm: Range<Duration>, end: Duration) {
        (flakyFrom, flakyUntil) = (.zero, .zero)
        self.calm = calm
        self.end = end
    }

    func isFlaky(_ moment: Duration) -> Bool { moment >= flakyFrom && moment < flakyUntil }
}
