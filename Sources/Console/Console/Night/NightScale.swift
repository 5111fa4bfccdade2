import FoundationEssentials
import PipelineAPI
import Screen

/// The window as cells, and the heading with its hours.
struct NightScale {
    let start: Date
    /// Seconds of a cell.
    let cell: Double
    let width: Int

    init(_ window: NightWindow, width: Int, now: Date) {
        start = window.start(at: now)
        self.width = max(1, width)
        cell = window.end(at: now).timeIntervalSince(start) / Double(self.width)
    }

    /// Returns the cell of a time, which may lie outside.
    func place(of date: Date) -> Int {
        Int((date.timeIntervalSince(start) / cell).rounded(.down))
    }

    func time(at place: Int) -> Date { start.addingTimeInterval(Double(place) * cell) }

    func contains(_ place: Int) -> Bool { place >= 0 && place < width }

    /// Minutes between two labels, from the closest.
    private static let spacings = [10, 30, 60, 120, 180, 360, 720, 1440, 2880]
    private static let labelWidth = 7

    /// Returns the hours in the user's zone, days at midnight, with marks at now and at the cursor.
    func heading(_ window: NightWindow, in context: RenderContext) -> [Span] {
        var cells = [Character](repeating: " ", count: width)
        let minutes =
            Self.spacings.first { Double($0 * 60) >= cell * Double(Self.labelWidth) }
            ?? Self.spacings[Self.spacings.count - 1]
        for date in labels(every: minutes * 60, context.zone) {
            let text = label(date, context)
            let place = place(of: date)
            guard place >= 0, place + text.count <= width else { continue }
            cells.replaceSubrange(place..<place + text.count, with: text)
        }
        var spans = [Span(String(cells), .muted)]
        if let cursor = window.cursor { spans = marked(spans, at: cursor, context) }
        return spans
    }

    /// The times of the labels: whole steps of the day in the user's zone.
    private func labels(every seconds: Int, _ zone: LocalZone) -> [Date] {
        let ahead = zone.secondsFromGMT(at: start)
        let local = Int(start.timeIntervalSince1970.rounded(.up)) + ahead
        let first = local + (seconds - local % seconds) % seconds
        let end = time(at: width)
        return stride(from: first, to: first + seconds * width, by: seconds).lazy
            .map { Date(timeIntervalSince1970: Double($0 - ahead)) }
            .prefix { $0 < end }.map(\.self)
    }

    private func label(_ date: Date, _ context: RenderContext) -> String {
        let moment = TimeText.moment(Timestamp(date), in: context.withAbsoluteTimes)
        let parts = moment.split(separator: " ")
        guard parts.count == 2 else { return moment }
        return String(parts[1] == "00:00" ? parts[0] : parts[1])
    }

    private func marked(_ spans: [Span], at cursor: Date, _ context: RenderContext) -> [Span] {
        let place = place(of: cursor)
        guard contains(place), let text = spans.first?.text else { return spans }
        let (before, after) = (text.prefix(place), text.dropFirst(place + 1))
        return [
            Span(String(before), .muted), Span(String(context.glyphs.descending), .marker),
            Span(String(after), .muted),
        ]
    }
}
