package import struct FoundationEssentials.Date

/// The text of zones: an offset such as `+08:00`, and the announcement of a zone with its changes.
extension LocalZone {
    /// Creates a zone of one offset; `nil` for what is not `+HH:MM` or `-HH:MM`.
    package init?(offset text: some StringProtocol) {
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        let isWritten = parts.count == 2 && parts.allSatisfy { $0.utf8.count == 2 }
        guard let sign = text.first, sign == "+" || sign == "-", isWritten,
            let hours = UInt8(parts[0]), hours < 24, let minutes = UInt8(parts[1]), minutes < 60
        else { return nil }
        let seconds = Int(hours) * 3600 + Int(minutes) * 60
        self = .fixed(seconds: sign == "-" ? -seconds : seconds)
    }

    /// Creates the zone of a setting: `local` for the machine's, or an offset; `nil` for any other text.
    package init?(setting text: String) {
        guard text != "local" else {
            self = .system
            return
        }
        self.init(offset: text)
    }

    /// Creates the zone of an announcement (see `announcement(at:)`); `nil` for any other text.
    package init?(announced text: String) {
        let parts = text.split(separator: ",").map { $0.split(separator: " ") }
        guard let first = parts.first, first.count == 1, let zone = LocalZone(offset: first[0])
        else { return nil }
        var changes: [Change] = []
        for part in parts.dropFirst() {
            guard part.count == 2, let date = Timestamp(text: String(part[0])).date,
                changes.allSatisfy({ $0.date < date }), let next = LocalZone(offset: part[1])
            else { return nil }
            changes.append(Change(at: date, to: next.secondsFromGMT(at: date)))
        }
        let seconds = zone.secondsFromGMT(at: Date(timeIntervalSince1970: 0))
        self = changes.isEmpty ? zone : .changing(first: seconds, changes)
    }

    /// Returns the offset at a moment: `+08:00`; seconds of an offset are left out.
    package func offsetText(at date: Date) -> String {
        let minutes = abs(secondsFromGMT(at: date)) / 60
        let digits = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return (secondsFromGMT(at: date) < 0 ? "-" : "+") + digits.joined(separator: ":")
    }

    /// Returns the offset five weeks before a moment, and each change of it from then until 400 days after the moment:
    /// `+01:00, 2027-03-28T01:00:00.000Z +02:00, 2027-10-31T01:00:00.000Z +01:00`.
    ///
    /// It says when clocks change in a zone whose rules the reader may not have.
    package func announcement(at date: Date) -> String {
        let week = 7 * 86_400.0
        var parts = [offsetText(at: date.addingTimeInterval(-5 * week))]
        for number in -5..<57 {
            let start = date.addingTimeInterval(Double(number) * week)
            let end = start.addingTimeInterval(week)
            guard secondsFromGMT(at: start) != secondsFromGMT(at: end) else { continue }
            let change = change(after: start, before: end)
            parts.append("\(Timestamp(change).text) \(offsetText(at: change))")
        }
        return parts.joined(separator: ", ")
    }

    /// Returns the second at which the offset of `end` begins, which is not that of `start`.
    private func change(after start: Date, before end: Date) -> Date {
        var (low, high) = (
            Int(start.timeIntervalSince1970.rounded(.down)),
            Int(end.timeIntervalSince1970.rounded(.up))
        )
        let wanted = secondsFromGMT(at: end)
        while high - low > 1 {
            let middle = (low + high) / 2
            let offset = secondsFromGMT(at: Date(timeIntervalSince1970: Double(middle)))
            if offset == wanted { high = middle } else { low = middle }
        }
        return Date(timeIntervalSince1970: Double(high))
    }
}
