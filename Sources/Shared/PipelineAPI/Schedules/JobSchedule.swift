package import struct FoundationEssentials.Date

/// The schedule of a job, read from the API's form of it.
package struct JobSchedule: Equatable, Sendable {
    private enum Rule: Equatable, Sendable {
        case crontab(CronSpec)
        case loop(LoopInterval)
        case manual
        case depend
    }

    private let rule: Rule

    /// - Throws: `E18614` for an unknown type, or a line or interval that cannot be read.
    package init(_ scheduler: JobScheduler) throws(APIError) {
        switch scheduler.type {
        case .crontab: rule = .crontab(try CronSpec(scheduler.spec?.crontab ?? ""))
        case .loop: rule = .loop(try LoopInterval(scheduler.spec?.loop))
        case .manual: rule = .manual
        case .depend: rule = .depend
        default:
            throw APIError(
                .invalidBatchSpec,
                "'\(scheduler.type)' is not a schedule: use crontab, loop, manual or depend"
            )
        }
    }

    /// Whether the clock starts the job, instead of a user or another job.
    package var isTimed: Bool {
        switch rule {
        case .crontab, .loop: true
        case .manual, .depend: false
        }
    }

    /// Whether a run is due as soon as the previous one has ended.
    package var isContinuous: Bool {
        if case .loop(let interval) = rule { interval.seconds == nil } else { false }
    }

    /// Whether batch times are counted from the previous run instead of the calendar.
    package var isLoop: Bool {
        if case .loop = rule { true } else { false }
    }

    /// Returns the first time after `date`, which for a loop is the batch time of its last run.
    ///
    /// The result is `nil` if no clock starts the job (manual, depend, continuous), or if the day never comes.
    package func next(after date: Date, in zone: LocalZone) -> Date? {
        switch rule {
        case .crontab(let spec): spec.next(after: date, in: zone)
        case .loop(let interval):
            interval.seconds.map { date.addingTimeInterval(Double($0)) }
        case .manual, .depend: nil
        }
    }

    /// Returns whether a crontab line names this second; `nil` for any other schedule.
    package func names(_ date: Date, in zone: LocalZone) -> Bool? {
        guard case .crontab(let spec) = rule else { return nil }
        return spec.names(date, in: zone)
    }

    package func nextTimes(_ count: Int, after date: Date, in zone: LocalZone) -> [Date] {
        var times: [Date] = []
        while times.count < count, let time = next(after: times.last ?? date, in: zone) {
            times.append(time)
        }
        return times
    }

    /// Returns the latest `count` times before `date`, oldest first: the batch times of a backfill.
    package func previous(_ count: Int, before date: Date, in zone: LocalZone) -> [Date] {
        guard count > 0 else { return [] }
        if case .loop(let interval) = rule, let seconds = interval.seconds {
            return (1...count).reversed().map { date.addingTimeInterval(Double(-seconds * $0)) }
        }
        guard case .crontab = rule else { return [] }
        // A line can only be followed forwards, so the search starts from ever earlier times.
        var seconds = Double(count)
        var times: [Date] = []
        while times.count < count, seconds < 20 * 366 * 86_400 {
            seconds *= 4
            times = self.times(from: date.addingTimeInterval(-seconds), before: date, in: zone)
        }
        return times.suffix(count)
    }

    private func times(from start: Date, before end: Date, in zone: LocalZone) -> [Date] {
        var times: [Date] = []
        var last = start
        while let time = next(after: last, in: zone), time < end {
            times.append(time)
            last = time
        }
        return times
    }

    /// Returns the schedule in words: `at minute 0 of every hour`, `every 5m`, `on demand`.
    package var inWords: String {
        switch rule {
        case .crontab(let spec): spec.inWords
        case .loop(let interval):
            interval.seconds == nil ? "continuously" : "every \(interval.text)"
        case .manual: "on demand"
        case .depend: "when the upstream job succeeds"
        }
    }

    /// Returns the schedule in Chinese: `每小时第0分`, `每隔5分钟`, `手动启动`.
    package var inChinese: String {
        switch rule {
        case .crontab(let spec): return spec.inChinese
        case .loop(let interval):
            guard let seconds = interval.seconds else { return "持续运行" }
            return seconds % 3600 == 0 ? "每隔\(seconds / 3600)小时" : "每隔\(seconds / 60)分钟"
        case .manual: return "手动启动"
        case .depend: return "上游任务成功后运行"
        }
    }
}
