import FoundationEssentials
import PipelineAPI
import Screen

@testable import Console

/// A console on a small world, driven by keys and answers; nothing in it waits.
struct ConsoleFixture {
    static let now = Date(timeIntervalSince1970: 1_795_230_000)
    var state: ConsoleState
    /// The effects of what happened last, without those that ask for a moment to look.
    private(set) var effects: [ConsoleEffect] = []
    /// What the latest question is to be seen with; the runtime keeps it until the picture is painted.
    private(set) var sight: Int?

    /// A world of three repos, four jobs and the runs of two of them, all answered at ``now``.
    init(
        width: Int = 120,
        height: Int = 40,
        writable: Identity.Writable = .always,
        confirmsByName: Bool = false,
        endpoint: String = "http://127.0.0.1:9900"
    ) throws {
        state = ConsoleState(
            identity: Identity(
                profile: "local",
                region: "nb",
                endpoint: endpoint,
                writable: writable,
                confirmsByName: confirmsByName
            ),
            zone: .utc,
            size: Size(width: width, height: height),
            now: Self.now
        )
        state.serviceZone.receive("+00:00")
        receive(.linkChanged(.live(milliseconds: 8)))
        answer(.repos, .root, Samples.repos) { $0.name }
        answer(.transforms, .repo("access_log"), Samples.transforms) { $0.name }
        answer(.exports, .repo("access_log"), Samples.exports) { $0.name }
        answer(.jobs, .root, try Samples.jobs()) { $0.name ?? "" }
        answer(.runs, .job("hourly_pv"), Samples.runs) { String($0.runId) }
        answer(.runs, .job("broken"), [Samples.failedRun]) { String($0.runId) }
        state.detail("access_log", Samples.repo)
    }

    /// Presses keys one after the other; the effects of the last stay for a look.
    mutating func press(_ keys: Key...) {
        for key in keys { receive(.terminal(.key(key))) }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    mutating func receive(_ action: ConsoleAction) {
        effects = []
        for effect in state.update(action) {
            if case .terminal(.awaitSight(let token)) = effect {
                sight = token
            } else {
                effects.append(effect)
            }
        }
    }

    /// What is asked was on the screen for a moment.
    mutating func look() {
        guard let token = sight else { return }
        sight = nil
        _ = state.update(.seen(token: token))
    }

    /// Presses keys with a look at the screen before each.
    mutating func lookAndPress(_ keys: Key...) {
        for key in keys {
            look()
            press(key)
        }
    }

    mutating func answer<Item: Equatable & Sendable>(
        _ kind: ResourceID,
        _ scope: Scope,
        _ items: [Item],
        name: (Item) -> String
    ) {
        let rows = items.map { Row(name: name($0), item: AnyItem($0)) }
        receive(.listLoaded(ListKey(kind, scope), .success(Listing(rows: rows)), at: Self.now))
    }

    /// The selection has been still long enough for the main pane to follow.
    mutating func rest() {
        receive(.rested(token: state.restToken))
    }

    mutating func select(job: String) {
        while state.panes[state.activePane].selection != job {
            let before = state.panes[state.activePane].selection
            press(.down)
            if state.panes[state.activePane].selection == before { press(.home) }
        }
        rest()
    }

    var screen: Canvas { state.render(glyphs: .unicode) }
    var text: String { screen.lines.joined(separator: "\n") }
}

extension ConsoleState {
    fileprivate mutating func detail(_ repo: String, _ detail: Repo) {
        _ = update(
            .detailLoaded(
                ResourceAddress(.repos, .root, repo),
                .success(AnyItem(detail)),
                at: ConsoleFixture.now
            )
        )
    }
}
