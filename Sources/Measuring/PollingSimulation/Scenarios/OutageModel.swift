import Statistics

/// When the service cannot be had: an hour in which it is away now and then, and fails at some questions.
struct OutageModel: Sendable {
    private let outages: [Range<Duration>]
    private let timetable: Timetable

    init(_ timetable: Timetable, using random: inout SplitMix64) {
        self.timetable = timetable
        var outages: [Range<Duration>] = []
        var begin = timetable.flakyFrom + random.duration(60...300)
        while begin < timetable.flakyUntil - .seconds(300) {
            let end = begin + random.duration(15...90)
            outages.append(begin..<end)
            begin = end + random.duration(180...600)
        }
        self.outages = outages
    }

    private init(outages: [Range<Duration>], _ timetable: Timetable) {
        self.outages = outages
        self.timetable = timetable
    }

    /// In which nothing is ever away, where the timetable has no hour for that.
    static func fair(_ timetable: Timetable) -> OutageModel { OutageModel(outages: [], timetable) }

    /// What becomes of a question; `nil` for an answer.
    func trouble(at moment: Duration, using random: inout SplitMix64) -> Reply? {
        guard timetable.isFlaky(moment) else { return nil }
        if outages.contains(where: { $0.contains(moment) }) { return .unreachable }
        let chance = random.fraction()
        return chance < 0.02 ? .refused : chance < 0.06 ? .faulted : nil
    }
}
