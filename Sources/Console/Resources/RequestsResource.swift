import FoundationEssentials
import PipelineAPI
import Screen

extension ResourceCatalogue {
    /// Requests: what this console asks of the service, what that costs, and what it asks next.
    static let requests = ResourceKind<RequestScreen, RequestScreen>(
        id: "requests",
        title: "Requests",
        noun: "request",
        aliases: ["log"],
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [RequestScreen()], total: nil) },
        name: { _ in RequestScreen.address.name },
        columns: [Column("NAME", .flexible) { _ in RequestScreen.address.name }],
        detail: .item { $0 },
        tabs: [
            DetailTab("calls", "Calls") { _, _, context in
                .lines(RequestLines.costs(of: context.requests, in: context))
            },
            DetailTab("next", "Next") { _, _, context in
                .lines(RequestLines.forecast(context.forecast))
            },
            DetailTab("log", "Log") { _, _, context in
                .lines(RequestLines.log(of: context.requests, in: context))
            },
        ]
    )
}

/// The one item of its kind.
struct RequestScreen: Equatable, Sendable {
    static let address = ResourceAddress("requests", .root, "now")
    static let row = Row(name: address.name, item: AnyItem(RequestScreen()))
}

/// The requests of this console in lines.
enum RequestLines {
    static func costs(of journal: RequestJournal, in context: RenderContext) -> [DetailLine] {
        let costs = journal.costs(at: context.now)
        guard !costs.isEmpty else { return [DetailLine(says: "nothing was asked yet", .muted)] }
        let titles = ["CALL", "A MINUTE", "MEDIAN", "P99", "REFUSED"]
        let heading = DetailLine(
            zip(titles, widths).map { Span(says: Phrase(known: $0), .heading, width: $1) }
        )
        let lines = costs.map { cost in
            DetailLine([
                Span(
                    row(
                        cost.call,
                        "\(cost.perMinute)",
                        milliseconds(cost.median),
                        milliseconds(cost.p99),
                        ""
                    )
                ),
                Span("\(cost.refused)", cost.refused > 0 ? .failure : .muted),
            ])
        }
        return [heading] + lines + [.blank, summary(of: journal, in: context)]
    }

    /// All requests in one line, as the overview has it too.
    static func summary(of journal: RequestJournal, in context: RenderContext) -> DetailLine {
        var text: Phrase = "\(journal.perMinute(at: context.now)) requests in the last minute"
        if let median = journal.latency(50), let slow = journal.latency(99) {
            text = text + ", median \(milliseconds(median)), p99 \(milliseconds(slow))"
        }
        text =
            text + "; \(journal.total) since the start, \(journal.refused) refused or unanswered"
        return DetailLine(says: text, journal.refused > 0 ? .warning : .plain, wraps: true)
    }

    private static let widths = [22, 10, 10, 10, 0]

    private static func row(_ cells: String...) -> String {
        zip(cells, widths).map { $0.padded(toWidth: $1) }.joined()
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
        return journal.entries.reversed().map { entry in
            let outcome = entry.status.map(String.init) ?? entry.failure ?? ""
            return DetailLine([
                Span(TimeText.second(Timestamp(entry.time), in: context) + "  ", .muted),
                Span(entry.call.padded(toWidth: 20)),
                Span(outcome.padded(toWidth: 5), entry.isRefused ? .failure : .good),
                Span(milliseconds(entry.milliseconds).padded(toWidth: 9), .muted),
                Span(ByteText.of(entry.bytes).padded(toWidth: 10), .muted),
                Span(entry.path), Span("  \(entry.requestID ?? "")", .muted),
            ])
        }
    }

    static func forecast(_ forecast: [PollForecast]) -> [DetailLine] {
        guard !forecast.isEmpty else { return [DetailLine(says: "nothing is asked now", .muted)] }
        return forecast.map { next in
            DetailLine([
                Span(next.key.words.padded(toWidth: 36)), Span(next.reason, .muted),
            ])
        }
    }
}

extension PollKey {
    /// What is asked for, in a few words: `runs of daily_uv, page 3`.
    var words: String {
        switch self {
        case .list(let key): key.words
        case .part(let key, .page(let page)): "\(key.words), page \(page)"
        case .part(let key, .newest): "\(key.words), newest"
        case .detail(let address): "\(address.kind) \(address.nameInContainer)"
        }
    }
}

extension ListKey {
    fileprivate var words: String {
        scope == .root ? "\(kind)" : "\(kind) of \(scope.container)"
    }
}
