import Console
import FoundationEssentials
import PipelineAPI
import Screen
import Settings

/// A file that a program left for a later one is read, or is as if it were not there; what is read can be shown.
enum FileTarget: FuzzTarget {
    private static let endpoint = ""

    static func fault(in input: [UInt8]) -> String? {
        let data = Data(input)
        _ = ServiceLock(text: String(decoding: input, as: UTF8.self))
        _ = StateCache.read(data)?.listings(for: endpoint)
        return RerunRecord.unfinished(in: data, on: endpoint).flatMap { fault(of: $0.progress) }
            ?? BackfillRecord.unfinished(in: data, on: endpoint).flatMap { fault(of: $0.progress) }
    }

    /// Work that is taken up goes on to a step or an end, and can be drawn and halted.
    private static func fault(of left: some WorkProgress) -> String? {
        var progress = left
        progress.takeUp()
        for minute in 0..<3 { _ = progress.next(at: .seconds(60 * minute)) }
        let lines = progress.lines(.unicode)
        _ = (progress.title, progress.summary, progress.leftSummary, progress.rest, progress.calls)
        if let line = progress.currentLine, !lines.indices.contains(line) {
            return "line \(line) of \(lines.count) is to be in sight"
        }
        guard progress.overCount <= progress.count else {
            return "\(progress.overCount) of \(progress.count) steps are over"
        }
        progress.halt()
        return progress.isHalted || progress.isOver ? nil : "what was halted goes on"
    }
}
