package import PipelineAPI
package import Screen

package import struct FoundationEssentials.Date

/// What a drawing may know besides the item it draws: the time, the signs, and the runs of jobs.
package struct RenderContext: Sendable {
    package let now: Date
    package let zone: LocalZone
    package let glyphs: Glyphs
    /// The cells a line of a detail has.
    package let width: Int
    package let times: TimeStyle
    package let notation: Notation
    package let showsTranslation: Bool
    package let activity: [ActivityEntry]
    package let localizer: Localizer
    package let requests: RequestJournal
    let forecast: [PollForecast]
    /// Failures that were looked at before, on any endpoint.
    private let seenFailures: Set<String>
    private let endpoint: String
    private let listings: [ListKey: Loadable<Listing>]
    private let details: [ResourceAddress: Loadable<AnyItem>]

    package init(
        now: Date,
        zone: LocalZone,
        glyphs: Glyphs,
        width: Int = 110,
        times: TimeStyle,
        notation: Notation = .json,
        showsTranslation: Bool = false,
        localizer: Localizer = .english,
        activity: [ActivityEntry] = [],
        requests: RequestJournal = RequestJournal(),
        forecast: [PollForecast] = [],
        seenFailures: Set<String> = [],
        endpoint: String = "",
        details: [ResourceAddress: Loadable<AnyItem>] = [:],
        listings: [ListKey: Loadable<Listing>]
    ) {
        self.now = now
        self.zone = zone
        self.glyphs = glyphs
        self.width = width
        self.times = times
        self.notation = notation
        self.showsTranslation = showsTranslation
        self.localizer = localizer
        self.activity = activity
        self.requests = requests
        self.forecast = forecast
        self.seenFailures = seenFailures
        self.endpoint = endpoint
        self.details = details
        self.listings = listings
    }

    /// What is known of a list, and how its last question fared.
    func content(of key: ListKey) -> Loadable<Listing>? { listings[key] }

    /// Returns the items of some kinds that are known and pass, in order of their names.
    func knownAddresses(
        of kinds: [ResourceID],
        where passes: (AnyItem) -> Bool
    ) -> [ResourceAddress] {
        listings.filter { kinds.contains($0.key.kind) }
            .flatMap { key, content in
                (content.value?.rows ?? []).filter { passes($0.item) }.map { row in
                    ResourceAddress(key.kind, key.scope, row.name)
                }
            }
            .sorted { ($0.kind.description, $0.name) < ($1.kind.description, $1.name) }
    }

    /// The fields of a repo, once its detail was asked for.
    func schema(ofRepo name: String) -> [SchemaField] {
        let repo: Repo? = details[ResourceAddress(.repos, .root, name)]?.value?.value()
        return repo?.schema ?? []
    }

    /// The runs of every job that are known.
    var allKnownRuns: [Run] {
        listings.filter { $0.key.kind == .runs && $0.key.query == ListQuery() }.values
            .flatMap { $0.value?.rows ?? [] }.compactMap { $0.item.value() }
    }

    /// Who reads what, as far as the lists that were asked for say it.
    var lineage: Lineage {
        var facts = LineageFacts()
        for (key, content) in listings {
            for row in content.value?.rows ?? [] { facts.add(row.item, in: key.scope) }
        }
        return Lineage(facts)
    }

    /// What needs a look now, as far as the runs that are known say it.
    var triage: Triage {
        let jobs = listings[ListKey(.jobs, .root)]?.value?.rows.compactMap { row in
            row.item.value(as: Job.self).map { ($0, runs(of: row.name) ?? []) }
        }
        return Triage(jobs: jobs ?? [], now: now, zone: zone)
    }

    /// The jobs that read a data source, to go to.
    func jobs(reading dataSource: String) -> [TreeNode] {
        let rows = listings[ListKey(.jobs, .root)]?.value?.rows ?? []
        return rows.compactMap { row in
            guard let job = row.item.value(as: Job.self),
                job.srcs.contains(where: { $0.name == dataSource })
            else { return nil }
            let status = newestRun(of: row.name).map {
                RunGlyphs.span(of: $0.status, in: self, word: false)
            }
            return TreeNode(
                name: row.name,
                spans: [status ?? Span(" "), Span(" \(row.name)")],
                target: ResourceAddress(.jobs, .root, row.name)
            )
        }
    }

    /// Transforms and exports whose last attempt failed, of the repos that were looked at.
    var failingStreams: [(ResourceAddress, String)] {
        listings.flatMap { key, content in
            (content.value?.rows ?? []).compactMap { row -> (ResourceAddress, String)? in
                let progress =
                    row.item.value(as: Transform.self)?.progress
                    ?? row.item.value(as: Export.self)?.progress
                guard let error = progress?.lastError else { return nil }
                return (ResourceAddress(key.kind, key.scope, row.name), error)
            }
        }.sorted { $0.0.nameInContainer < $1.0.nameInContainer }
    }

    /// The newest runs of a job that are known, newest first; `nil` before the first answer.
    package func runs(of job: String, atMost count: Int = .max) -> [Run]? {
        listings.runs(of: job, atMost: count)
    }

    package func newestRun(of job: String) -> Run? { listings.newestRun(of: job) }
}

extension RenderContext {
    /// A failure as it is remembered: two endpoints may have jobs of the same name.
    static func mark(ofFailure id: String, on endpoint: String) -> String { "\(endpoint) \(id)" }

    /// Whether a failure, as `job/run`, was looked at before.
    func hasSeen(failure id: String) -> Bool {
        seenFailures.contains(RenderContext.mark(ofFailure: id, on: endpoint))
    }
}

/// How what is known of an item is written out.
package enum Notation: Sendable, Equatable {
    case json, yaml
}

/// How times are written: the clock's, or how long ago.
package enum TimeStyle: Sendable, Equatable {
    case absolute, relative
}
