import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct TransferTests {
    /// The form of a push, filled in and sent off.
    private func asked(_ path: String = "points.txt") throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        console.press(.character("1"), .character("U"))
        console.type(path)
        console.press(.enter, .enter)
        return console
    }

    private func request(_ console: ConsoleFixture) -> TransferRequest? {
        console.effects.lazy.compactMap { effect in
            switch effect {
            case .task(.inspectFile(let request)), .task(.transfer(let request)): request
            default: nil
            }
        }.first
    }

    /// The plan of a push, confirmed.
    private func begun() throws -> ConsoleFixture {
        var console = try asked()
        let looked = try #require(request(console))
        console.receive(.fileInspected(looked, .success(4096)))
        console.lookAndPress(.character("y"))
        return console
    }

    @Test func `a file is asked for, looked at, and only then promised anything`() throws {
        var console = try asked()
        let looked = try #require(request(console))
        #expect(console.effects == [.inspectFile(looked)])
        #expect(looked.values == ["file": "points.txt", "format": "text"])
        #expect(looked.address == ResourceAddress(.repos, .root, "access_log"))
        #expect(console.state.overlay == nil)
        console.receive(.fileInspected(looked, .success(4096)))
        guard case .confirm(let dialog)? = console.state.overlay else {
            Issue.record("no plan")
            return
        }
        #expect(dialog.plan.call == "points.txt, 4.0 KiB" && !dialog.isYesChosen)
        #expect(console.effects.isEmpty)
        console.lookAndPress(.enter)
        #expect(console.effects.isEmpty && console.state.overlay == nil)
    }

    @Test func `once confirmed it is sent once, with its size`() throws {
        let console = try begun()
        let sent = try #require(request(console))
        #expect(console.effects == [.transfer(sent)])
        #expect(sent.size == 4096 && console.transfer == sent)
    }

    @Test func `progress is shown, and the end with what was accepted`() throws {
        var console = try begun()
        let sent = try #require(request(console))
        let half = TransferProgress(sent: 2048, total: 4096)
        console.receive(.transferProgressed(sent, half))
        #expect(console.text.contains("50 %") && console.text.contains("2.0 KiB of 4.0 KiB"))
        // No key but Esc does anything while it is on its way.
        console.press(.enter, .character("q"), .character("y"))
        #expect(console.transfer == sent && console.effects.isEmpty)
        console.receive(.transferred(sent, .success("12 points were accepted by 'access_log'")))
        #expect(console.text.contains("12 points were accepted"))
        let audit = console.effects.first
        guard case .host(.audit(let entry))? = audit else {
            Issue.record("it is not written down")
            return
        }
        #expect(entry.what == "Push points 'points.txt' to 'access_log'" && !entry.isRefused)
        #expect(console.effects.contains { if case .task(.refresh) = $0 { true } else { false } })
        console.press(.enter)
        #expect(console.state.overlay == nil)
    }

    @Test func `a refused part is told whole, with what its code means`() throws {
        var console = try begun()
        let sent = try #require(request(console))
        let error = APIError(.pointDoesNotFit, "line 3: 'n=x' is no long")
        console.receive(.transferred(sent, .failure(error)))
        #expect(console.text.contains("line 3: 'n=x' is no long"))
        #expect(console.text.contains("E18123"))
        #expect(console.state.activity.first?.isRefused == true)
        console.press(.escape)
        #expect(console.state.overlay == nil)
    }

    @Test func `Esc halts once, and the end says what was sent`() throws {
        var console = try begun()
        let sent = try #require(request(console))
        console.press(.escape)
        #expect(console.effects == [.cancelTransfer] && console.text.contains("halting"))
        console.press(.escape)
        #expect(console.effects.isEmpty && console.transfer == sent)
        console.receive(.transferred(sent, .success("halted: 5000 points were accepted")))
        #expect(console.text.contains("halted: 5000 points were accepted"))
    }

    @Test func `a file that cannot be read is told, and nothing is planned`() throws {
        var console = try asked("~/nothing")
        let looked = try #require(request(console))
        let error = APIError(.cancelled, "'~/nothing' cannot be read: No such file or directory")
        console.receive(.fileInspected(looked, .failure(error)))
        #expect(console.state.overlay == nil && console.state.notice?.isError == true)
        #expect(console.text.contains("No such file"))
    }

    @Test func `without a path nothing is looked at`() throws {
        var console = try asked("")
        #expect(console.effects.isEmpty)
        #expect(console.state.notice?.text == "no file was given: nothing was sent")
        console.press(.character("U"), .escape)
        #expect(console.state.overlay == nil && console.effects.isEmpty)
    }

    @Test func `a plan does not come up over what was opened meanwhile`() throws {
        var console = try asked()
        let looked = try #require(request(console))
        console.press(.character("?"))
        console.receive(.fileInspected(looked, .success(1)))
        #expect(console.state.overlay == .help(scroll: 0))
    }

    @Test func `a jar becomes a plugin without anything selected`() throws {
        var console = try ConsoleFixture()
        console.press(.character("7"), .character("U"))
        console.type("geo.jar")
        console.press(.enter)
        console.type("geo.Parser")
        console.press(.enter)
        let looked = try #require(request(console))
        #expect(looked.kind == .plugins && looked.address == nil)
        console.receive(.fileInspected(looked, .success(10)))
        #expect(console.text.contains("The jar becomes plugin 'geo.Parser'."))
        console.lookAndPress(.character("y"))
        let sent = try #require(request(console))
        console.receive(.transferred(sent, .success("uploaded plugin 'geo.Parser', 10 bytes")))
        let plugins = ConsoleEffect.refresh([.list(ListKey(.plugins, .root))])
        #expect(console.effects.contains(plugins))
    }

    @Test func `where no file can go the places are named`() throws {
        var console = try ConsoleFixture()
        console.press(.character("U"))
        #expect(console.state.overlay == nil)
        #expect(console.state.notice?.text.contains("to a repo or to the plugins") == true)
        console = try ConsoleFixture(writable: .never)
        console.press(.character("1"), .character("U"))
        #expect(console.state.overlay == nil && console.state.notice?.isError == true)
    }

    @Test func `a progress of another file is none of this one's`() throws {
        var console = try begun()
        let other = TransferRequest(kind: .plugins, title: "Upload plugin", address: nil)
        let before = console.state.overlay
        console.receive(.transferProgressed(other, TransferProgress(sent: 1, total: 1)))
        #expect(console.state.overlay == before)
    }
}
