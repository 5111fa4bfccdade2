import FoundationEssentials
package import PipelineAPI

/// Durations in their two largest units, and ages rounded so that they rarely change.
package enum DurationText {
    static func of(_ run: Run, in context: RenderContext) -> String {
        guard let start = run.startTime else { return "" }
        if run.status.isActive, let began = start.date {
            return text(seconds: Int(context.now.timeIntervalSince(began)))
        }
        return taken(by: run) ?? ""
    }

    /// Returns how long a run took that has ended; `nil` where that is not known.
    package static func taken(by run: Run) -> String? {
        milliseconds(of: run).map { "\($0) ms" } ?? run.duration.map(text(seconds:))
    }

    /// Returns the milliseconds of a run that has ended, whole seconds where its times say no more.
    static func millisecondsTaken(by run: Run) -> Int? {
        milliseconds(of: run) ?? run.duration.map { $0 * 1000 }
    }

    /// `18 ms`, and from a second on as of seconds.
    static func text(milliseconds: Int) -> String {
        (1..<1000).contains(milliseconds)
            ? "\(milliseconds) ms" : text(seconds: milliseconds / 1000)
    }

    /// The milliseconds of a run of less than a second, from its times; `nil` where these are of whole seconds.
    private static func milliseconds(of run: Run) -> Int? {
        guard run.duration ?? 0 == 0, let begin = run.startTime?.date, let end = run.endTime?.date
        else { return nil }
        let milliseconds = Int((end.timeIntervalSince(begin) * 1000).rounded())
        return (1..<1000).contains(milliseconds) ? milliseconds : nil
    }

    /// `45s`, `3m 10s`, `2h 05m`, `4d 03h`.
    static func text(seconds: Int) -> String {
        let seconds = max(0, seconds)
        return switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3600: "\(seconds / 60)m \(two(seconds % 60))s"
        case ..<86400: "\(seconds / 3600)h \(two(seconds % 3600 / 60))m"
        default: "\(seconds / 86400)d \(two(seconds % 86400 / 3600))h"
        }
    }

    /// `now`, `20s ago`, `3m ago`, `2h ago`, `5d ago`: steps of ten seconds, then whole units.
    static func age(of date: Date, at now: Date) -> LocalizedText {
        let seconds = Int(now.timeIntervalSince(date))
        return switch seconds {
        case ..<(-59): "in \(text(seconds: -seconds))"
        case ..<10: "now"
        case ..<60: "\(seconds / 10 * 10)s ago"
        case ..<3600: "\(seconds / 60)m ago"
        case ..<86400: "\(seconds / 3600)h ago"
        default: "\(seconds / 86400)d ago"
        }
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
