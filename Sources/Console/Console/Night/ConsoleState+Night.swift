import FoundationEssentials
import PipelineAPI

extension ConsoleState {
    var isNightShown: Bool { page?.address.kind == .night && focus == .main }

    /// Returns the run of a job that is the nearest to the cursor, of several the most severe; `nil` before the cursor
    /// was moved, and without a known run.
    func nightRun(of job: String) -> Run? {
        guard let cursor = display.night.cursor, let runs = listings.runs(of: job) else {
            return nil
        }
        let near = runs.compactMap { run in
            display.night.time(of: run).map { (run, distance(of: run, from: $0, to: cursor)) }
        }
        guard let least = near.map(\.1).min() else { return nil }
        return near.filter { $0.1 == least }.map(\.0)
            .min { RunGlyphs.severity(of: $0.status) < RunGlyphs.severity(of: $1.status) }
    }

    /// Steps of a sixtieth of the window between a run and a time; none while it ran.
    private func distance(of run: Run, from start: Date, to time: Date) -> Int {
        let end =
            display.night.isByBatchTime
            ? start : run.status.isActive ? now : run.endTime?.date ?? start
        let seconds =
            time < start
            ? start.timeIntervalSince(time) : max(0, time.timeIntervalSince(max(start, end)))
        return Int(seconds / (Double(display.night.hours) * 60))
    }

    /// Returns what the foot says of the run that keys act on: `run 7 Failed, 11-20 03:00, 45s, no space left`.
    func nightFoot(of list: ListState, in context: RenderContext) -> LocalizedText? {
        guard let address = selectedAddress(of: list), address.kind == .runs,
            let run: Run = item(at: address)?.value()
        else { return nil }
        let absolute = context.withAbsoluteTimes
        let time = TimeText.moment(run.startTime ?? run.batchTime, in: absolute)
        let status = LocalizedText(known: run.status.rawValue)
        let said: LocalizedText =
            "run \(run.runId) \(status), \(time), \(DurationText.of(run, in: absolute))"
        let message = run.message?.firstLine ?? ""
        return message.isEmpty ? said : said + ", " + LocalizedText(verbatim: message)
    }

    mutating func zoomNight(by distance: Int) {
        guard isNightShown else {
            notice = Notice("only the night can be zoomed: T opens it")
            return
        }
        display.night.zoomIn(by: distance, at: now)
    }
}
