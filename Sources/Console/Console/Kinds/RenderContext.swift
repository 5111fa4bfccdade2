package import PipelineAPI
package import Screen

package import struct FoundationEssentials.Date

/// The context for drawing an item: the time, the glyphs, the language, and the known lists.
package struct RenderContext: Sendable {
    package let now: Date
    /// The zone in which times are shown.
    package let zone: LocalZone
    /// The zone in which schedules are due.
    package let serviceZone: ServiceZone
    package let glyphs: Glyphs
    /// The width of a detail's line in cells.
    package let width: Int
    package private(set) var times: TimeStyle
    package let notation: Notation
    package let showsTranslation: Bool
    let night: NightWindow
    let found: EverythingSearch
    package let activity: [ActivityEntry]
    /// What the user's commands have written.
    let outputs: [CommandOutput]
    /// The earlier definitions of the job whose run is compared, oldest first.
    let definitions: [DefinitionVersion]
    /// The audit file's entries, as they were when the report was opened.
    let audit: [AuditEntry]
    package let localizer: Localizer
    package let requests: RequestJournal
    let forecast: [PollForecast]
    /// The failures that were seen before, on any endpoint.
    private let seenFailures: Set<String>
    let endpoint: String
    let profile: String
    private let listings: [ListKey: Loadable<Listing>]
    private let details: [ResourceAddress: Loadable<AnyItem>]

    package init(
        now: Date,
        zone: LocalZone,
        serviceZone: ServiceZone? = nil,
        glyphs: Glyphs,
        width: Int = 110,
        times: TimeStyle,
        notation: Notation = .json,
        showsTranslation: Bool = false,
        night: NightWindow = NightWindow(),
        found: EverythingSearch? = nil,
        localizer: Localizer = .english,
        activity: [ActivityEntry] = [],
        outputs: [CommandOutput] = [],
        audit: [AuditEntry] = [],
        definitions: [DefinitionVersion] = [],
        requests: RequestJournal = RequestJournal(),
        forecast: [PollForecast] = [],
        seenFailures: Set<String> = [],
        endpoint: String = "",
        profile: String = "",
        details: [ResourceAddress: Loadable<AnyItem>] = [:],
        listings: [ListKey: Loadable<Listing>]
    ) {
        self.now = now
        self.zone = zone
        self.serviceZone = serviceZone ?? ServiceZone(local: zone)
        self.glyphs = glyphs
        self.width = width
        self.times = times
        self.notation = notation
        self.showsTranslation = showsTranslation
        self.night = night
        self.found = found ?? EverythingSearch()
        self.localizer = localizer
        self.activity = activity
        self.outputs = outputs
        self.audit = audit
        self.definitions = definitions
        self.requests = requests
        self.forecast = forecast
        self.seenFailures = seenFailures
        self.endpoint = endpoint
        self.profile = profile
        self.details = details
        self.listings = listings
    }

    /// Returns the known state of a list.
    func content(of key: ListKey) -> Loadable<Listing>? { listings[key] }

    /// Returns the known items of some kinds that satisfy a condition, ordered by name.
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

    /// Returns the fields of a repo, once its detail is known.
    func schema(ofRepo name: String) -> [SchemaField] {
        let repo: Repo? = details[ResourceAddress(.repos, .root, name)]?.value?.value()
        return repo?.schema ?? []
    }

    /// The known runs of every job.
    var allKnownRuns: [Run] {
        listings.filter { $0.key.kind == .runs && $0.key.query == ListQuery() }.values
            .flatMap { $0.value?.rows ?? [] }.compactMap { $0.item.value() }
    }

    /// The lineage, as far as it follows from the known lists.
    var lineage: Lineage { lineage { _ in true } }

    /// Returns the lineage of one kind of computations, without reading the lists of the others and of runs.
    package func lineage(of domain: LineageDomain) -> Lineage {
        lineage { ResourceCatalogue.kind($0)?.traits.lineage == domain }
    }

    private func lineage(from isWanted: (ResourceID) -> Bool) -> Lineage {
        var facts = LineageFacts()
        for (key, content) in listings where isWanted(key.kind) {
            for row in content.value?.rows ?? [] { facts.add(row.item, in: key.scope) }
        }
        facts.wholeKinds = wholeKinds
        return Lineage(facts)
    }

    /// The kinds of lineage that every list was answered of.
    private var wholeKinds: Set<Lineage.Kind> {
        func isKnown(_ key: ListKey) -> Bool { listings[key]?.value != nil }
        var kinds: Set<Lineage.Kind> = []
        if isKnown(ListKey(.dataSources, .root)) { kinds.insert(.dataSource) }
        if isKnown(ListKey(.jobs, .root)) { kinds.insert(.job) }
        if let repos = listings[ListKey(.repos, .root)]?.value?.rows {
            kinds.insert(.repo)
            if repos.allSatisfy({ isKnown(ListKey(.transforms, .repo($0.name))) }) {
                kinds.insert(.transform)
            }
        }
        return kinds
    }

    /// The problems, as far as they follow from the known runs.
    package var triage: Triage {
        Triage(jobs: knownJobs, now: now, zone: serviceZone)
    }

    /// Returns a job's exports; `nil` while they were not asked for.
    func exports(ofJob name: String) -> [JobExport]? {
        listings[ListKey(.jobExports, .job(name))]?.value?.rows.compactMap { $0.item.value() }
    }

    /// Returns a job as its list has it.
    func job(named name: String) -> Job? {
        listings[ListKey(.jobs, .root)]?.value?.row(named: name)?.item.value()
    }

    /// The known jobs, each with its known runs, newest first.
    package var knownJobs: [(job: Job, runs: [Run])] {
        (listings[ListKey(.jobs, .root)]?.value?.rows ?? []).compactMap { row in
            row.item.value(as: Job.self).map { ($0, runs(of: row.name) ?? []) }
        }
    }

    /// The same with absolute times, for a text that is read later.
    var withAbsoluteTimes: RenderContext {
        var context = self
        context.times = .absolute
        return context
    }

    /// Returns the jobs that read a data source.
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

    /// The transforms and exports whose last attempt failed, as far as their lists are known.
    package var failingStreams: [FailingStream] {
        listings.flatMap { key, content in
            (content.value?.rows ?? []).compactMap { row -> FailingStream? in
                let progress =
                    row.item.value(as: Transform.self)?.progress
                    ?? row.item.value(as: Export.self)?.progress
                guard let error = progress?.lastError else { return nil }
                let address = ResourceAddress(key.kind, key.scope, row.name)
                return FailingStream(address: address, error: error)
            }
        }.sorted { $0.address.nameInContainer < $1.address.nameInContainer }
    }

    /// Returns the known runs of a job, newest first; `nil` before the first answer.
    package func runs(of job: String, atMost count: Int = .max) -> [Run]? {
        listings.runs(of: job, atMost: count)
    }

    package func newestRun(of job: String) -> Run? { listings.newestRun(of: job) }
}

extension RenderContext {
    /// Returns the key of a seen failure, with the endpoint, since two endpoints may have jobs of the same name.
    static func mark(ofFailure id: String, on endpoint: String) -> String { "\(endpoint) \(id)" }

    /// Returns whether a failure, as `job/run`, was seen before.
    func hasSeen(failure id: String) -> Bool {
        seenFailures.contains(RenderContext.mark(ofFailure: id, on: endpoint))
    }
}

/// The notation of definitions.
package enum Notation: Sendable, Equatable {
    case json, yaml
}

/// The style of times: absolute or relative.
package enum TimeStyle: Sendable, Equatable {
    case absolute, relative
}
