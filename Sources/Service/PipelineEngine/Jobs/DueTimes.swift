import PipelineAPI

import struct FoundationEssentials.Date

/// The batch times of a job that are due: a value that knows no clock and starts nothing.
///
/// Of the times missed while the service was down, or the schedule stopped, only the latest is run.
struct DueTimes {
    var schedule: JobSchedule
    var zone: LocalZone
    /// How many past batch times a job without any run gets.
    var backfill: Int

    /// Returns the batch times due at `now`, oldest first.
    func times(
        last: Date?,
        since start: Date,
        hasUnfinished: Bool,
        at now: Date
    ) -> [Date] {
        guard schedule.isTimed, !(schedule.isLoop && hasUnfinished) else { return [] }
        guard let last else {
            let past = schedule.previous(backfill, before: now, in: zone)
            if schedule.isLoop { return past + [now] }
            return past.isEmpty ? latest(after: start, at: now) : past
        }
        if schedule.isContinuous { return now.timeIntervalSince(last) >= 1 ? [now] : [] }
        guard schedule.isLoop else { return latest(after: max(last, start), at: now) }
        guard let next = schedule.next(after: last, in: zone), next <= now else { return [] }
        let interval = next.timeIntervalSince(last)
        let count = (now.timeIntervalSince(last) / interval).rounded(.down)
        return [last.addingTimeInterval(count * interval)]
    }

    /// Returns when the next batch time is due, as long as nothing else changes; `nil` where none will be.
    ///
    /// `times` decides then; before, it need not be called.
    func moment(
        last: Date?,
        since start: Date,
        hasUnfinished: Bool,
        at now: Date
    ) -> Date? {
        guard schedule.isTimed, !(schedule.isLoop && hasUnfinished) else { return nil }
        guard let last else {
            let hasPast = !schedule.previous(backfill, before: now, in: zone).isEmpty
            return schedule.isLoop || hasPast ? now : schedule.next(after: start, in: zone)
        }
        if schedule.isContinuous { return last.addingTimeInterval(1) }
        return schedule.next(after: schedule.isLoop ? last : max(last, start), in: zone)
    }

    private func latest(after start: Date, at now: Date) -> [Date] {
        guard let first = schedule.next(after: start, in: zone), first <= now else { return [] }
        let end = now.addingTimeInterval(0.001)
        return schedule.previous(1, before: end, in: zone).filter { $0 >= first }
    }
}
