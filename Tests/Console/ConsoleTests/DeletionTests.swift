import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct DeletionTests {
    @Test func `what is deleted is named in full first`() throws {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        console.press(.character("D"))
        console.look()
        console.type("idl")
        console.press(.enter)
        #expect(console.effects.isEmpty && console.text.contains("type 'idle': idl"))
        console.type("ee")
        console.press(.backspace, .enter)
        let idle = ResourceAddress(.jobs, .root, "idle")
        let request = ActionRequest(kind: .jobs, id: .delete, address: idle)
        #expect(console.effects == [.perform(request, on: console.state.item(at: idle))])
    }

    @Test func `no letter of a name is taken for yes`() throws {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        console.press(.character("D"))
        console.lookAndPress(.character("y"), .enter)
        #expect(console.effects.isEmpty && console.state.overlay != nil)
        console.press(.escape)
        #expect(console.state.overlay == nil)
    }

    @Test func `a repo that a transform makes is deleted with it only`() throws {
        var console = try ConsoleFixture()
        console.press(.character("1"), .end, .character("D"))
        #expect(console.state.overlay == nil)
        #expect(console.state.notice?.text == "transform 'count_pv' makes this repo: delete that")
    }

    @Test(arguments: ["y", "r"])
    func `with a profile that asks for it every change is confirmed by the profile's name`(
        _ key: Character
    ) throws {
        var console = try ConsoleFixture(confirmsByName: true)
        console.select(job: "broken")
        console.press(.character("r"))
        console.lookAndPress(.character(key), .enter)
        #expect(console.effects.isEmpty && console.text.contains("type 'local'"))
        console.press(.control("u"))
        console.type("local")
        console.press(.enter)
        #expect(console.effects.count == 1)
    }

    @Test func `every kind that can be deleted says what goes with it`() {
        let kinds = ResourceCatalogue.all.filter { kind in
            kind.actions.contains { $0.id == .delete }
        }
        #expect(
            kinds.map(\.id.description) == [
                "repos", "jobs", "datasources", "variables", "plugins", "workflows", "groups",
                "transforms", "exports", "jobexports",
            ]
        )
        for kind in kinds {
            #expect(kind.actions.filter { $0.id == .delete }.count == 1)
        }
    }
}
