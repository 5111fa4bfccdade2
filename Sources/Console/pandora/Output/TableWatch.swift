import Commands
import Console
import Glibc
import PipelineAPI
import Screen

/// Shows a list again and again: redrawn on a terminal, else only the rows that have changed.
///
/// It ends when nobody reads its output any more, or the list cannot be asked for; a lost link is no end.
struct TableWatch {
    let report: ItemReport
    let scope: Scope

    /// The pause for each request of a look: five a second are enough for any service.
    private static let pauseOfRequest = 0.2

    func run() async throws(CommandFailure) {
        var changes = TableChanges()
        var isFirst = true
        while Output.isRead {
            var requests = 1
            do throws(CommandFailure) {
                let listing = try await report.session.lookup.list(report.kind, in: scope)
                requests += RelatedLists.ofTable(report.kind, listing.rows, in: scope).count
                let (rows, context) = try await report.arranged(listing.rows, in: scope)
                guard try tell(rows, context, isFirst, &changes) else { return }
                isFirst = false
            } catch {
                guard error.reason == .unreachable, !isFirst else { throw error }
                for line in error.printableLines { Output.error(line) }
            }
            let pause = max(report.kind.interval, Double(requests) * Self.pauseOfRequest)
            guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
        }
    }

    /// Writes what is new; returns whether somebody reads it.
    private func tell(
        _ rows: [Row],
        _ context: RenderContext,
        _ isFirst: Bool,
        _ changes: inout TableChanges
    ) throws(CommandFailure) -> Bool {
        if report.session.isTerminal, report.options.output == .table {
            return try Output.endless(Self.picture(report.lines(of: rows, in: context)))
        }
        let lines = try lines(of: rows, context)
        if isFirst, let heading = lines.heading, try !Output.endlessLine(heading) { return false }
        let (changed, gone) = changes.take(
            zip(rows, lines.rows).map { (name: $0.name, line: $1) }
        )
        for name in gone { Output.remark("gone: \(name)".printable) }
        for line in changed {
            guard try Output.endlessLine(line) else { return false }
        }
        return true
    }

    private func lines(
        of rows: [Row],
        _ context: RenderContext
    ) throws(CommandFailure) -> (heading: String?, rows: [String]) {
        switch report.options.output {
        case .json, .yaml:
            return (nil, try report.values(of: rows).map { ValueText.line($0) })
        case .name: return (nil, rows.map(\.name.printable))
        case .table, .csv:
            let lines = report.lines(of: rows, in: context)
            return (lines[0], Array(lines.dropFirst()))
        }
    }

    /// The sequences that draw a table over the one before, without a moment in which there is none; what is below the
    /// screen is left out with its number.
    private static func picture(_ lines: [String]) -> String {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 2
        let height = isKnown ? Int(size.ws_row) - 1 : 23
        var shown = lines
        if lines.count > height {
            shown = lines.prefix(height - 1) + ["and \(lines.count - height + 1) more"]
        }
        return "\u{1b}[H" + shown.map { $0 + "\u{1b}[K\n" }.joined() + "\u{1b}[J"
    }
}
