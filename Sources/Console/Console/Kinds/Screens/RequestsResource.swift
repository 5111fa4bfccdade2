import FoundationEssentials
import PipelineAPI
import Screen

extension ResourceID {
    package static let requests = ResourceID("requests")
}

extension ResourceCatalogue {
    /// Requests: the console's requests, their times, and the next ones.
    static let requests = ResourceKind<RequestScreen, RequestScreen>(
        id: .requests,
        title: "Requests",
        noun: "request",
        aliases: ["log"],
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [RequestScreen()], total: nil) },
        name: { _ in RequestScreen.address.name },
        columns: [TableColumn("NAME", .flexible) { _ in RequestScreen.address.name }],
        detail: .item { $0 },
        tabs: [
            DetailTab("calls", "Calls") { _, _, context in
                .lines(RequestLines.costs(of: context.requests, in: context))
            },
            DetailTab("next", "Next") { _, _, context in
                .lines(RequestLines.forecast(context.forecast, in: context))
            },
            DetailTab("log", "Log") { _, _, context in
                .lines(RequestLines.log(of: context.requests, in: context))
            },
        ]
    )
}

/// The one item of its kind.
struct RequestScreen: Equatable, Sendable {
    static let address = ResourceAddress(.requests, .root, "now")
    static let row = Row(name: address.name, item: AnyItem(RequestScreen()))
}

/// The requests of this console in lines.
enum RequestLines {
    static func costs(of journal: RequestJournal, in context: RenderContext) -> [DetailLine] {
        let costs = journal.costs(at: context.now)
        guard !costs.isEmpty else { return [DetailLine(says: "nothing was asked yet", .muted)] }
        // Without room for all, the median is left out: slow and refused requests matter more.
        let isNarrow = context.width < 56
        let titles = isNarrow ? ["A MINUTE", "P99"] : ["A MINUTE", "MEDIAN", "P99"]
        let callWidth = min(22, context.width - titles.count * 10 - 7)
        let heading = DetailLine(
            [Span(says: "CALL", .heading, width: callWidth)]
                + titles.map { Span(says: LocalizedText(known: $0), .heading, width: 10) }
                + [Span(says: "REFUSED", .heading)]
        )
        let lines = costs.map { cost in
            let call = cost.call.truncated(
                toWidth: callWidth - 1,
                ellipsis: context.glyphs.ellipsis
            )
            let median = isNarrow ? [] : [milliseconds(cost.median)]
            let numbers = ["\(cost.perMinute)"] + median + [milliseconds(cost.p99)]
            return DetailLine([
                Span(call.padded(toWidth: callWidth)),
                Span(numbers.map { $0.padded(toWidth: 10) }.joined()),
                Span("\(cost.refused)", cost.refused > 0 ? .failure : .muted),
            ])
        }
        return [heading] + lines + [.blank, summary(of: journal, in: context)]
    }

    /// All requests in one line.
    private static func summary(
        of journal: RequestJournal,
        in context: RenderContext
    ) -> DetailLine {
        let sentences = sentences(of: journal, in: context)
        let text = sentences.dropFirst().reduce(sentences[0]) { $0 + "; " + $1 }
        return DetailLine(says: text, journal.refused > 0 ? .warning : .plain, wraps: true)
    }

    /// The same, short enough for a line each.
    static func sentences(of journal: RequestJournal, in context: RenderContext) -> [LocalizedText]
    {
        var sentences: [LocalizedText] = [
            "\(journal.perMinute(at: context.now)) requests in the last minute"
        ]
        if let median = journal.latency(50), let slow = journal.latency(99) {
            sentences.append("median \(milliseconds(median)), p99 \(milliseconds(slow))")
        }
        return sentences + [
            "\(journal.total) since the start, \(journal.refused) refused or unanswered"
        ]
    }

    /// `0.4 ms`, `12 ms`, `1200 ms`.
    static func milliseconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) ms" : "\(tenths / 10) ms"
    }

    static func log(of journal: RequestJournal, in context: RenderContext) -> [DetailLine] {
        guard !journal.entries.isEmpty else {
            return [DetailLine(says: "nothing was asked yet", .muted)]
        }
        let outcomes = journal.entries.map { $0.status.map(String.init) ?? $0.failure ?? "" }
        let width = (outcomes.map(\.displayWidth).max() ?? 0) + 2
        let callWidth = (journal.entries.map(\.call.displayWidth).max() ?? 0) + 2
        return zip(journal.entries, outcomes).reversed().map { entry, outcome in
            DetailLine([
                Span(TimeText.second(Timestamp(entry.time), in: context) + "  ", .muted),
                Span(entry.call.padded(toWidth: callWidth)),
                Span(outcome.padded(toWidth: width), entry.isRefused ? .failure : .good),
                Span(milliseconds(entry.milliseconds).padded(toWidth: 9), .muted),
                Span(ByteText.of(entry.bytes).padded(toWidth: 10), .muted),
                Span(entry.path), Span("  \(entry.requestID ?? "")", .muted),
            ])
        }
    }

    static func forecast(_ forecast: [PollForecast], in context: RenderContext) -> [DetailLine] {
        guard !forecast.isEmpty else { return [DetailLine(says: "nothing is asked now", .muted)] }
        let longest = forecast.map { $0.key.title.displayWidth }.max() ?? 0
        let width = min(longest + 2, max(12, context.width / 2))
        return forecast.map { next in
            let title = next.key.title.truncated(
                toWidth: width - 2,
                ellipsis: context.glyphs.ellipsis
            )
            return DetailLine(
                [Span(title.padded(toWidth: width)), Span(next.reason, .muted)],
                wraps: true
            )
        }
    }
}

extension PollKey {
    /// Returns a short description of a request: `runs of daily_uv, page 3`.
    var title: String {
        switch self {
        case .list(let key): key.title
        case .part(let key, .page(let page)): "\(key.title), page \(page)"
        case .part(let key, .newest): "\(key.title), newest"
        case .detail(let address): "\(address.kind) \(address.nameInContainer)"
        }
    }
}

extension ListKey {
    fileprivate var title: String {
        scope == .root ? "\(kind)" : "\(kind) of \(scope.container)"
    }
}
