import FoundationEssentials
import PipelineAPI
import Screen

/// A job's row of the night: its runs as bars, what is due, and what is not known.
struct NightLine {
    private struct Cell: Equatable {
        var glyph: Character = " "
        var style: Style = .plain
        /// The severity of the run that has the cell; the most severe one has it.
        var rank = Int.max
    }

    private let scale: NightScale
    private let window: NightWindow
    private let context: RenderContext
    private var cells: [Cell]

    /// Returns a row of exactly `width` cells.
    static func spans(
        of runs: [Run]?,
        _ job: Job?,
        width: Int,
        in context: RenderContext
    ) -> [Span] {
        var line = NightLine(width: width, context)
        line.drawUnknown(before: runs)
        if let job { line.drawDue(job, after: runs?.first) }
        line.drawNow()
        for run in (runs ?? []).reversed() { line.draw(run) }
        return line.spans
    }

    private init(width: Int, _ context: RenderContext) {
        self.context = context
        window = context.night
        scale = NightScale(window, width: width, now: context.now)
        cells = [Cell](repeating: Cell(), count: scale.width)
    }

    /// Dots where runs may have been that were not asked for.
    private mutating func drawUnknown(before runs: [Run]?) {
        let known: Date?
        if let runs {
            guard let oldest = runs.last, oldest.runId > 1 else { return }
            known = time(of: oldest)
        } else {
            known = context.now
        }
        guard let known else { return }
        let end = min(scale.place(of: known), scale.width)
        for place in 0..<max(0, end) {
            cells[place] = Cell(glyph: context.glyphs.unknown, style: .muted)
        }
    }

    /// The times the job is due after its newest run; those that have passed are late.
    private mutating func drawDue(_ job: Job, after newest: Run?) {
        guard let schedule = try? JobSchedule(job.scheduler), schedule.isTimed else { return }
        let batch = newest?.batchTime.date
        let zone = context.serviceZone
        if let batch, !zone.tellsTimes(after: ServiceZone.Evidence(schedule, batch)) { return }
        let late = context.now.addingTimeInterval(-Triage.graceSeconds)
        var last = start(of: schedule, after: batch ?? context.now)
        let end = scale.time(at: scale.width)
        while let due = schedule.next(after: last, in: zone.zone), due < end {
            let place = scale.place(of: due)
            if scale.contains(place) {
                cells[place] = Cell(
                    glyph: context.glyphs.ready,
                    style: due < late ? .warning : .muted
                )
            }
            // A cell shows one; a loop counts from the last, so that none is left out.
            last = schedule.isLoop ? due : max(due, scale.time(at: place + 1) - 1)
        }
    }

    /// Returns a time from which the due times in sight are the same as after `last`, however long ago that is.
    private func start(of schedule: JobSchedule, after last: Date) -> Date {
        let begin = scale.time(at: 0)
        guard last < begin else { return last }
        guard schedule.isLoop else { return begin - 1 }
        guard let next = schedule.next(after: last, in: context.serviceZone.zone), next > last
        else {
            return begin
        }
        let interval = next.timeIntervalSince(last)
        return last + (begin.timeIntervalSince(last) / interval).rounded(.down) * interval
    }

    private mutating func drawNow() {
        let place = scale.place(of: context.now)
        guard scale.contains(place), cells[place].glyph != context.glyphs.ready else { return }
        cells[place] = Cell(glyph: context.glyphs.vertical, style: .accent)
    }

    private mutating func draw(_ run: Run) {
        guard let begin = time(of: run) else { return }
        let rank = RunGlyphs.severity(of: run.status)
        let style = RunGlyphs.style(of: run.status)
        let first = scale.place(of: begin)
        let last = max(first, window.isByBatchTime ? first : scale.place(of: end(of: run, begin)))
        guard first < scale.width, last >= 0 else { return }
        for place in max(0, first)...min(last, scale.width - 1) where rank <= cells[place].rank {
            let isHead = place == first
            guard isHead || rank < cells[place].rank else { continue }
            cells[place] = Cell(
                glyph: isHead
                    ? RunGlyphs.glyph(of: run.status, in: context.glyphs)
                    : context.glyphs.horizontal,
                style: style,
                rank: rank
            )
        }
    }

    private func time(of run: Run) -> Date? { window.time(of: run) }

    private func end(of run: Run, _ begin: Date) -> Date {
        if run.status.isActive { return max(begin, context.now) }
        return run.endTime?.date ?? begin.addingTimeInterval(Double(run.duration ?? 0))
    }

    /// Neighbouring cells of one style are one span.
    private var spans: [Span] {
        var spans: [Span] = []
        for cell in cells {
            if spans.last?.style == cell.style {
                spans[spans.count - 1].text.append(cell.glyph)
            } else {
                spans.append(Span(String(cell.glyph), cell.style))
            }
        }
        return spans
    }
}

extension NightWindow {
    /// Returns where a run begins on the scale.
    func time(of run: Run) -> Date? {
        isByBatchTime ? run.batchTime.date : run.startTime?.date ?? run.batchTime.date
    }
}
