import FoundationEssentials
import PipelineAPI
import Screen

extension ResourceID {
    package static let board = ResourceID("profiles")
}

extension ResourceCatalogue {
    /// The board: a line for each profile, asked beside the console's own requests; Enter switches.
    static let board = ResourceKind<Board.Line, Board.Line>(
        id: .board,
        title: "Board",
        noun: "profile",
        aliases: ["board"],
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [], total: nil) },
        name: { $0.profile },
        // Its rows are the answers of other services, which no list of this one has.
        aggregate: AggregateList([], item: { _, _ -> Board.Line? in nil }),
        columns: [
            TableColumn("PROFILE", .fitting) { $0.profile },
            TableColumn("LINK", .fixed(9), search: { $0.error ?? "" }) { line, _ in [line.link] },
            TableColumn("CLOCK", .fixed(6), alignment: .trailing, compact: false) { line, _ in
                [line.clock]
            },
            TableColumn(
                "JOBS",
                .fixed(8),
                alignment: .trailing,
                by: { line, _ in .count(line.facts?.jobs) }
            ) { line, _ in [Span(line.jobs)] },
            count("RUNNING", 7, .plain) { $0.running },
            count("FAILING", 7, .failure) { $0.failing },
            count("LATE", 4, .warning) { $0.late },
            TableColumn(
                "OLDEST",
                .fixed(8),
                alignment: .trailing,
                by: { line, _ in
                    line.facts.map { .number($0.oldest.timeIntervalSince1970) } ?? .missing
                }
            ) { line, context in
                guard let facts = line.facts else { return [Span("")] }
                return [Span(says: DurationText.age(of: facts.oldest, at: context.now), .muted)]
            },
            TableColumn("NOTE", .flexible, compact: false, kept: true, style: .failure) {
                $0.error ?? ""
            },
        ],
        detail: .item { $0 },
        tabs: []
    )

    private static func count(
        _ title: String,
        _ width: Int,
        _ style: Style,
        _ number: @escaping @Sendable (ProfileFacts) -> Int
    ) -> TableColumn<Board.Line> {
        TableColumn(
            title,
            .fixed(width),
            alignment: .trailing,
            by: { line, _ in .count(line.facts.map(number)) },
            spans: { line, _ in
                guard let count = line.facts.map(number) else { return [Span("")] }
                return [Span(String(count), count == 0 ? .muted : style)]
            }
        )
    }
}

extension SortValue {
    fileprivate static func count(_ number: Int?) -> SortValue {
        number.map { .number(Double($0)) } ?? .missing
    }
}

extension Board.Line {
    fileprivate var link: Span {
        if error != nil { return Span(says: "no answer", .failure) }
        if let facts { return Span("\(facts.milliseconds) ms", .good) }
        return Span(says: "asking …", .muted)
    }

    /// The difference of the clocks; a service says its time in whole seconds.
    fileprivate var clock: Span {
        guard let clock = facts?.clock else { return Span("") }
        let seconds = Int(clock.rounded())
        guard abs(seconds) > 1 else { return Span("0 s", .muted) }
        return Span("\(seconds > 0 ? "+" : "")\(seconds) s", .warning)
    }

    /// `12`, or `29/500` where the counts are not of all jobs yet.
    fileprivate var jobs: String {
        guard let facts else { return "" }
        return facts.asked < facts.jobs ? "\(facts.asked)/\(facts.jobs)" : String(facts.jobs)
    }
}
