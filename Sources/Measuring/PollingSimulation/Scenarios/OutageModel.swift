import Statistics

/// Outages of the service: an hour in which it is unreachable at times and fails some requests.
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

    /// No outages, for a timetable without an hour for them.
    static func fair(_ timetable: Timetable) -> OutageModel { OutageModel(outages: [], timetable) }

    /// Returns the failure of a request sent at a time; `nil` if it is answered.
    func trouble(at moment: Duration, using random: inout SplitMix64) -> Reply? {
        guard timetable.isFlaky(moment) else { return nil }
        if outages.contains(where: { $0.contains(moment) }) { return .unreachable }
        let chance = random.fraction()
        return chance < 0.02 ? .refused : chance < 0.06 ? .faulted : nil
    }
}
