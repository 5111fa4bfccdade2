import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct StateCacheTests {
    private static let endpoint = "http://127.0.0.1:9900"

    /// What a console that has seen everything leaves for the next start.
    private func kept(_ world: SampleAccount = .whole) throws -> Data {
        let console = try ConsoleFixture(world, width: 120, height: 40)
        return try #require(StateCache(console.state).data)
    }

    /// A console that has just been started on a cache, some time after.
    private func started(
        on cache: Data,
        endpoint: String = endpoint,
        seconds: Double = 7200
    ) throws -> ConsoleFixture {
        var console = try ConsoleFixture(.unanswered, width: 120, height: 40)
        console.state = ConsoleState(
            identity: Identity(profile: "local", region: "nb", endpoint: endpoint),
            zone: .utc,
            size: console.state.size,
            now: ConsoleFixture.now.addingTimeInterval(seconds)
        )
        if let cache = StateCache.read(cache) { console.state.restore(cache) }
        return console
    }

    @Test func `what was known is drawn at once, with its age, before anything was answered`()
        throws
    {
        let console = try started(on: kept())
        for text in ["access_log", "count_pv", "to_kodo", "broken", "hourly_pv", "2h ago"] {
            #expect(console.text.contains(text), "\(text)")
        }
        #expect(console.text.contains("connecting"))
        #expect(console.state.page?.address == ResourceAddress(.jobs, .root, "broken"))
    }

    @Test func `an answer takes the place of what was kept, and of its age`() throws {
        var console = try started(on: kept())
        let fresh = [RepoSummary(name: "brand_new", region: "nb")]
        let rows = fresh.map { Row(name: $0.name, item: AnyItem($0)) }
        let key = ListKey(.repos, .root)
        console.receive(.listLoaded(key, .success(Listing(rows: rows)), at: console.state.now))
        console.press(.character("1"))
        #expect(console.text.contains("brand_new"))
        #expect(console.state.panes[0].rows.map(\.name) == ["brand_new"])
        #expect(console.text.contains("fresh"))
    }

    @Test func `what is known already is not put back to what it was`() throws {
        var console = try ConsoleFixture(.small, width: 120, height: 40)
        let cache = try #require(StateCache.read(kept()))
        console.answer(.repos, .root, [RepoSummary(name: "now", region: "nb")]) { $0.name }
        console.state.restore(cache)
        #expect(console.state.panes[0].rows.map(\.name) == ["now"])
    }

    @Test func `another endpoint's state is not shown`() throws {
        let console = try started(on: kept(), endpoint: "https://nb-pipeline.qiniuapi.com")
        #expect(console.state.panes.allSatisfy { $0.rows.isEmpty })
        #expect(!console.text.contains("access_log"))
    }

    @Test(arguments: [
        "", "{", "[]", "null", #"{"version":1}"#, #"{"entries":[],"endpoint":"x"}"#,
        #"{"version":0,"entries":[],"endpoint":"x"}"#,
        #"{"version":2,"entries":[],"endpoint":"x"}"#, "\u{0}\u{1}",
    ])
    func `a file that is broken or of another version is ignored`(_ text: String) {
        #expect(StateCache.read(Data(text.utf8)) == nil)
    }

    @Test func `an entry that cannot be read is left out, the others are shown`() throws {
        let text = #"""
            {"version":1,"endpoint":"http://127.0.0.1:9900","entries":[
             {"kind":"repos","date":0,"total":1,"items":[{"name":"kept","region":"nb"},{"x":1}]},
             {"kind":"jobs","date":0,"total":9,"items":[{"nonsense":true}]},
             {"kind":"of tomorrow","date":0,"total":1,"items":[{}]}]}
            """#
        let cache = try #require(StateCache.read(Data(text.utf8)))
        let listings = cache.listings(for: Self.endpoint)
        #expect(listings.map(\.0) == [ListKey(.repos, .root)])
        #expect(listings.first?.1.rows.map(\.name) == ["kept"])
        // What cannot be read is unknown, not empty.
        let console = try started(on: Data(text.utf8))
        #expect(console.text.contains("loading"))
    }

    @Test func `lists made of others are there at once, too`() throws {
        var console = try started(on: kept())
        #expect(console.state.panes[1].rows.map(\.target?.name) == ["count_pv"])
        #expect(console.state.panes[2].rows.count == 4)
        console.press(.character("8"))
        #expect(console.state.page?.children?.rows.count == 9)
    }

    @Test func `what was written and read is the same lists`() throws {
        let console = try ConsoleFixture(.strange, width: 120, height: 40)
        let data = try #require(StateCache(console.state).data)
        let listings = try #require(StateCache.read(data)).listings(for: Self.endpoint)
        #expect(listings.count > 10)
        for (key, listing, date) in listings {
            let known = try #require(console.state.listings[key])
            #expect(known.date == date && known.value?.total == listing.total, "\(key)")
            #expect(known.value?.rows.map(\.name) == listing.rows.map(\.name), "\(key)")
            // Of a run under way the clock's figures are the answer's, and not kept.
            let settled = listing.rows.filter {
                $0.item.value(as: Run.self)?.status.isActive != true
            }
            let isSecret = ResourceCatalogue.kind(key.kind)?.holdsSecrets == true
            for row in settled where !isSecret {
                #expect(known.value?.row(named: row.name)?.item == row.item, "\(key)")
            }
        }
        let kinds = Set(listings.map(\.0.kind.description))
        #expect(kinds.isSuperset(of: ["repos", "jobs", "runs", "variables", "plugins", "groups"]))
        #expect(kinds.isDisjoint(with: ["overview", "allruns", "requests", "points"]))
    }

    @Test func `no key and no password of an export is in the file`() throws {
        var console = try ConsoleFixture()
        let spec: JSONValue = ["bucket": "logs", "accessKey": "AK", "secretKey": "very-secret"]
        let export = Export(name: "out", type: .kodo, spec: spec)
        console.answer(.exports, .repo("access_log"), [export]) { $0.name }
        let data = try #require(StateCache(console.state).data)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("\"out\"") && !text.contains("very-secret"))
    }

    @Test func `a list asked for in another way is not taken for the list itself`() throws {
        var console = try ConsoleFixture(.small, width: 120, height: 40)
        let key = ListKey(.runs, .job("idle"), ListQuery(status: "Failed"))
        let rows = [Row(name: "1", item: AnyItem(Samples.failedRun))]
        console.receive(.listLoaded(key, .success(Listing(rows: rows)), at: ConsoleFixture.now))
        let data = try #require(StateCache(console.state).data)
        let keys = StateCache.read(data)?.listings(for: Self.endpoint).map(\.0) ?? []
        #expect(!keys.contains { $0.scope == .job("idle") && $0.kind == .runs })
    }

    @Test func `of a huge list as much is kept as a first picture needs`() throws {
        var console = try ConsoleFixture(.small, width: 120, height: 40)
        let repos = (0..<2500).map { RepoSummary(name: "r\($0)", region: "nb") }
        console.answer(.repos, .root, repos) { $0.name }
        let data = try #require(StateCache(console.state).data)
        let listings = StateCache.read(data)?.listings(for: Self.endpoint) ?? []
        let listing = listings.first { $0.0.kind == .repos }?.1
        #expect(listing?.rows.count == 60 && listing?.total == 2500)
    }
}
