import struct FoundationEssentials.Date

/// A crontab line: five fields (minute, hour, day, month, weekday), or six with the second first.
///
/// If both day and weekday are given, either suffices, as in every cron. A time that a change of the clocks skips is
/// moved behind the gap; one that occurs twice is used once, unless the line runs every hour.
struct CronSpec: Equatable, Sendable {
    let second: CronField
    let minute: CronField
    let hour: CronField
    let day: CronField
    let month: CronField
    let weekday: CronField

    /// - Throws: `E18614`, naming the field that is wrong.
    init(_ text: String) throws(APIError) {
        let fields = text.split(whereSeparator: \.isWhitespace).map(String.init)
        if let setting = fields.first, setting.contains("=") {
            throw APIError(
                .invalidBatchSpec,
                "'\(text)' begins with a setting: leave '\(setting)' out, times are in the service's zone"
            )
        }
        guard fields.count == 5 || fields.count == 6 else {
            throw APIError(
                .invalidBatchSpec,
                "'\(text)' is not a crontab line: give five fields (minute hour day month weekday), "
                    + "or six with the second first"
            )
        }
        let hasSeconds = fields.count == 6
        let rest = hasSeconds ? Array(fields.dropFirst()) : fields
        second = try CronField(hasSeconds ? fields[0] : "0", .second)
        minute = try CronField(rest[0], .minute)
        hour = try CronField(rest[1], .hour)
        day = try CronField(rest[2], .day)
        month = try CronField(rest[3], .month)
        weekday = try CronField(rest[4], .weekday)
    }

    /// Returns the first time after `date`; `nil` if the line names a day that never comes.
    func next(after date: Date, in zone: LocalZone) -> Date? {
        let day = 86_400.0
        let offsets = Set(
            [-day, 0, day].map { zone.secondsFromGMT(at: date.addingTimeInterval($0)) }
        )
        let second = date.addingTimeInterval(1)
        guard offsets.count > 1, !hour.isFull else {
            return next(after: date, from: CivilTime(second, in: zone), in: zone)
        }
        // Near a change a time that is moved may come after a later time of the clock, so both clocks are followed.
        return offsets.compactMap { offset in
            next(after: date, from: CivilTime(second, in: .fixed(seconds: offset)), in: zone)
        }.min()
    }

    private func next(after date: Date, from start: CivilTime, in zone: LocalZone) -> Date? {
        var from = start
        // A time that is moved behind a gap of half an hour may come after the next time of the clock.
        var moved: Date?
        // 29 February on a certain weekday may be up to 40 years away.
        for _ in 0..<(41 * 366) {
            guard let time = firstTime(onDayOf: from) else {
                from = nextDay(after: from)
                continue
            }
            let found = moment(of: time, after: date, in: zone)
            if found > date {
                guard !hour.isFull, time.date(in: zone) == nil else {
                    return min(found, moved ?? found)
                }
                moved = moved ?? found
            }
            from = CivilTime(time.date(offset: 0).addingTimeInterval(1), in: .utc)
        }
        return moved
    }

    /// Returns whether the line names this second; a time that a change of the clocks has moved is not named.
    func names(_ date: Date, in zone: LocalZone) -> Bool {
        let time = CivilTime(date, in: zone)
        return minute.contains(time.minute) && hour.contains(time.hour)
            && second.contains(time.second) && month.contains(time.month) && allowsDay(of: time)
    }

    private func moment(of time: CivilTime, after date: Date, in zone: LocalZone) -> Date {
        let current = time.date(offset: zone.secondsFromGMT(at: date))
        let isSoon = current > date && current.timeIntervalSince(date) <= 7200
        if hour.isFull, isSoon { return current }
        let before = CivilTime(dayNumber: time.dayNumber - 1).date(offset: 0)
        return time.date(in: zone) ?? time.date(offset: zone.secondsFromGMT(at: before))
    }

    private func nextDay(after time: CivilTime) -> CivilTime {
        guard !month.contains(time.month) else { return CivilTime(dayNumber: time.dayNumber + 1) }
        return time.month == 12
            ? CivilTime(year: time.year + 1, month: 1, day: 1)
            : CivilTime(year: time.year, month: time.month + 1, day: 1)
    }

    /// Returns the first allowed time that is not before `from`, on the same day.
    private func firstTime(onDayOf from: CivilTime) -> CivilTime? {
        guard month.contains(from.month), allowsDay(of: from),
            let hour = hour.first(from: from.hour)
        else { return nil }
        var time = from
        if hour > from.hour {
            (time.hour, time.minute, time.second) = (hour, 0, 0)
        }
        if let minute = minute.first(from: time.minute) {
            if minute > time.minute { (time.minute, time.second) = (minute, 0) }
            if let second = second.first(from: time.second) {
                time.second = second
                return time
            }
            (time.minute, time.second) = (time.minute + 1, 0)
        } else {
            time.minute = 60
        }
        if time.minute > 59 {
            (time.hour, time.minute, time.second) = (time.hour + 1, 0, 0)
        }
        return time.hour > 23 ? nil : firstTime(onDayOf: time)
    }

    private func allowsDay(of time: CivilTime) -> Bool {
        switch (day.isAny, weekday.isAny) {
        case (true, _): weekday.contains(time.weekday)
        case (_, true): day.contains(time.day)
        default: day.contains(time.day) || weekday.contains(time.weekday)
        }
    }
}
