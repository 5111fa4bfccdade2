import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct GatheringProgressTests {
    /// `╶ 1 from 1 of 3 repos ┤` beside the title of the transforms.
    private func titleOfTransforms(_ console: ConsoleFixture) throws -> Substring {
        let line = try #require(console.screen.lines.first { $0.contains("2 Transforms") })
        return line.prefix { $0 != "┤" }
    }

    @Test func `a list that is being gathered says how far, until the last list was answered`()
        throws
    {
        var console = try ConsoleFixture()
        #expect(try titleOfTransforms(console).hasSuffix(" 1 from 1 of 3 repos "))
        console.answer(.transforms, .repo("orders"), [Transform]()) { $0.name }
        #expect(try titleOfTransforms(console).hasSuffix(" 1 from 2 of 3 repos "))
        console.answer(.transforms, .repo("pv_1m"), [Transform]()) { $0.name }
        #expect(try titleOfTransforms(console).hasSuffix("─ 1 "))
    }

    @Test func `without a repo there are no transforms, which is known at once`() throws {
        let identity = Identity(profile: "local", region: "nb", endpoint: "http://h")
        var state = ConsoleState(
            identity: identity,
            zone: .utc,
            size: Size(width: 120, height: 40),
            now: ConsoleFixture.now
        )
        let repos = ListKey(.repos, .root)
        let none = Listing(rows: [])
        _ = state.update(.listLoaded(repos, .success(none), at: ConsoleFixture.now))
        let transforms = try #require(state.panes.first { $0.kind == .allTransforms }?.key)
        #expect(state.listings[transforms]?.value == none)
    }

    @Test func `a list that was refused is not waited for`() throws {
        var console = try ConsoleFixture()
        for repo in ["orders", "pv_1m"] {
            let busy = APIError(.internalError, "busy")
            let key = ListKey(.transforms, .repo(repo))
            console.receive(.listLoaded(key, .failure(busy), at: ConsoleFixture.now))
        }
        #expect(try titleOfTransforms(console).hasSuffix("─ 1 "))
    }

    @Test func `from 160 columns the list is beside the page that was opened from it`() throws {
        var wide = try ConsoleFixture(width: 160, height: 40)
        wide.press(.character("8"))
        #expect(wide.state.layout.origin.isEmpty)
        wide.press(.enter)
        #expect(wide.text.contains("All runs") && wide.text.contains("broken 7"))
        let layout = wide.state.layout
        #expect(layout.origin.maxX == layout.main.x && layout.main.maxX == 160)
        wide.press(.escape)
        #expect(wide.state.layout.origin.isEmpty)
        var narrow = try ConsoleFixture(width: 159, height: 40)
        narrow.press(.character("8"), .enter)
        #expect(!narrow.text.contains("All runs"))
    }

    @Test func `a click on the list beside the page goes back to it`() throws {
        var console = try ConsoleFixture(width: 200, height: 40)
        console.press(.character("8"), .enter)
        let point = Point(x: console.state.layout.origin.x + 4, y: 6)
        console.receive(.terminal(.mouse(MouseEvent(point: point, kind: .press(.left)))))
        #expect(console.state.page?.address.kind == .allRuns)
    }
}
