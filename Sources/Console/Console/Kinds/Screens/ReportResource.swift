import PipelineAPI
import Screen

package import struct FoundationEssentials.Date

extension ResourceID {
    package static let report = ResourceID("report")
}

extension ResourceCatalogue {
    /// The report of a shift, for those who take over, as Markdown; a tab for each length.
    static let report = ResourceKind<ShiftReport.Screen, ShiftReport.Screen>(
        id: .report,
        title: "Shift report",
        noun: "shift report",
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [ShiftReport.Screen()], total: nil) },
        name: { _ in ShiftReport.address.name },
        columns: [TableColumn("NAME", .flexible) { _ in ShiftReport.address.name }],
        detail: .item { $0 },
        tabs: ShiftReport.hours.map { hours in
            DetailTab("\(hours)h", "\(hours) hours") { _, _, context in
                .lines(ShiftReport.lines(ofLast: hours, in: context))
            }
        },
        traits: KindTraits(isCopiedWhole: true)
    )
}

extension ShiftReport {
    /// The one item of its kind.
    struct Screen: Equatable, Sendable {}

    static let address = ResourceAddress(.report, .root, "now")
    static let row = Row(name: address.name, item: AnyItem(Screen()))
    /// The lengths of a shift, as tabs.
    static let hours = [8, 12, 24]
    /// Seconds of the longest one.
    static let longest = 24 * 3600.0

    /// Returns the report of the last hours, as far as runs are known; it is wrapped only on the screen.
    static func lines(ofLast hours: Int, in context: RenderContext) -> [DetailLine] {
        let since = context.now.addingTimeInterval(-Double(hours) * 3600)
        return ShiftReport(since: since, in: context).markdown(in: context).map { line in
            DetailLine(line, line.hasPrefix("#") ? .heading : .plain, wraps: true)
        }
    }

    /// Makes a report of what is known.
    package init(since: Date, in context: RenderContext) {
        let jobs = context.knownJobs
        self.init(
            jobs: jobs,
            failingStreams: context.failingStreams,
            changes: context.audit.filter { $0.change.endpoint == context.endpoint },
            open: Triage(jobs: jobs, now: context.now, zone: context.serviceZone),
            lineage: context.lineage(of: .batches),
            since: since,
            until: context.now
        )
    }
}
