package import struct FoundationEssentials.Date

/// When a job is due, as its scheduler means it.
package enum JobSchedule: Equatable, Sendable {
    case crontab(CronSpec)
    /// Seconds from the beginning of one run to the next; 0 runs without a pause.
    case loop(seconds: Int)
    case manual
    case depend

    /// - Throws: `E18614` for an unknown type, a crontab line or a loop interval that cannot be read.
    package init(_ scheduler: JobScheduler) throws(APIError) {
        switch scheduler.type {
        case .crontab:
            guard let text = scheduler.spec?.crontab, !text.isEmpty else {
                throw APIError(
                    .invalidBatchSpec, "a crontab schedule has no 'spec.crontab': give one")
            }
            self = .crontab(try CronSpec(text))
        case .loop: self = .loop(seconds: try JobSchedule.seconds(of: scheduler.spec?.loop ?? ""))
        case .manual: self = .manual
        case .depend: self = .depend
        default:
            throw APIError(
                .invalidBatchSpec,
                "scheduler type '\(scheduler.type)' is unknown: use \(SchedulerType.listing)")
        }
    }

    /// Reads `5m`, `1h`; empty and `0` mean without a pause.
    private static func seconds(of loop: String) throws(APIError) -> Int {
        if loop.isEmpty || loop == "0" { return 0 }
        let unit = loop.last == "m" ? 60 : loop.last == "h" ? 3600 : 0
        guard unit > 0, let count = Int(loop.dropLast()), (0...10_000).contains(count) else {
            throw APIError(
                .invalidBatchSpec,
                "'\(loop)' is not a loop interval: write minutes or hours, such as 5m or 1h")
        }
        return count * unit
    }

    /// The next due time after a date; for a loop, after the beginning of a run at that date.
    package func next(after date: Date, in zone: LocalZone) -> Date? {
        switch self {
        case .crontab(let spec): spec.next(after: date, in: zone)
        case .loop(let seconds): date.addingTimeInterval(Double(max(1, seconds)))
        case .manual, .depend: nil
        }
    }

    package func nextTimes(_ count: Int, after date: Date, in zone: LocalZone) -> [Date] {
        var times: [Date] = []
        while times.count < count, let next = next(after: times.last ?? date, in: zone) {
            times.append(next)
        }
        return times
    }

    /// The most recent due times before a date, oldest first; looked for at most 31 days back.
    package func lastTimes(_ count: Int, before date: Date, in zone: LocalZone) -> [Date] {
        switch self {
        case .manual, .depend: return []
        case .loop(let seconds):
            return (1...max(1, count)).reversed().map {
                date.addingTimeInterval(-Double($0 * max(60, seconds)))
            }
        case .crontab(let spec):
            for days in [1.0, 31.0] {
                var times: [Date] = []
                var time = date.addingTimeInterval(-days * 86_400)
                while let next = spec.next(after: time, in: zone), next < date {
                    times.append(next)
                    time = next
                }
                if times.count >= count || days > 1 { return times.suffix(count) }
            }
            return []
        }
    }

    /// The schedule as a sentence says it.
    package var inWords: String {
        switch self {
        case .manual: "started by hand"
        case .depend: "after the job it reads, in the same batch time"
        case .loop(0): "without a pause"
        case .loop(let seconds):
            seconds % 3600 == 0 ? "every \(seconds / 3600) h" : "every \(seconds / 60) min"
        case .crontab(let spec): spec.inWords
        }
    }
}

extension CronSpec {
    /// The common schedules in words; any other as its line.
    package var inWords: String {
        guard days.isAny, months.isAny, weekdays.isAny, seconds.allowed == [0] else {
            return "crontab \(description)"
        }
        if hours.isAny, minutes.isAny { return "every minute" }
        if hours.isAny, minutes.allowed.count == 1 {
            return "every hour at minute \(minutes.allowed[0])"
        }
        if hours.isAny, let step = CronSpec.step(of: minutes.allowed, until: 60) {
            return "every \(step) min"
        }
        if hours.allowed.count == 1, minutes.allowed.count == 1 {
            let minute = minutes.allowed[0]
            return "every day at \(hours.allowed[0]):\(minute < 10 ? "0" : "")\(minute)"
        }
        return "crontab \(description)"
    }

    /// The distance between evenly spread numbers that begin at 0 and fill the whole.
    private static func step(of numbers: [Int], until whole: Int) -> Int? {
        guard numbers.count > 1, numbers[0] == 0, whole % numbers.count == 0 else { return nil }
        let step = whole / numbers.count
        return numbers == Array(stride(from: 0, to: whole, by: step)) ? step : nil
    }
}
