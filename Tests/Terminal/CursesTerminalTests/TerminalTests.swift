import Glibc
import PTYSupport
import Testing

/// What a user of a real terminal sees and types.
@Suite(.serialized) struct TerminalTests {
    private let probe: String

    init() throws { probe = try BuiltProgram.path("TerminalProbe") }

    @Test(arguments: [(80, 24), (200, 50)])
    func `moving the marker costs at most 40 bytes`(width: Int, height: Int) throws {
        let terminal = try start(width: width, height: height)
        try terminal.readUntil(contains: "ready")
        for key in ["j", "j", "k", "j"] {
            try type("b", into: terminal, until: "\u{7}")
            let before = terminal.bytesRead
            try type(key, into: terminal, until: "▌")
            try type("b", into: terminal, until: "\u{7}")
            #expect(terminal.bytesRead - before - 1 <= 40)
        }
    }

    @Test func `a frame that changes nothing costs nothing`() throws {
        let terminal = try start()
        try terminal.readUntil(contains: "ready")
        try type("b", into: terminal, until: "\u{7}")
        let before = terminal.bytesRead
        try terminal.write("k")
        try type("b", into: terminal, until: "\u{7}")
        #expect(terminal.bytesRead - before == 1)
    }

    @Test func `keys that wait together are painted once`() throws {
        let terminal = try start()
        try terminal.readUntil(contains: "ready")
        try type("b", into: terminal, until: "\u{7}")
        let before = terminal.bytesRead
        try type(String(repeating: "jk", count: 100) + "j", into: terminal, until: "▌")
        try type("b", into: terminal, until: "\u{7}")
        #expect(terminal.bytesRead - before - 1 <= 120)
    }

    @Test func `an interrupt from outside is the key for it`() throws {
        let terminal = try start()
        try terminal.readUntil(contains: "ready")
        terminal.send(signal: SIGINT)
        try terminal.readUntil(contains: "control(\"c\")")
    }

    @Test func `text is written as utf-8 where the locale says nothing`() throws {
        let terminal = try PseudoTerminal(probe, environment: ["TERM": "xterm-256color"])
        try terminal.readUntil(contains: "▌")
        try type("好", into: terminal, until: "character(\"好\")")
    }

    @Test func `resizing is reported with the new size`() throws {
        let terminal = try start()
        try terminal.readUntil(contains: "ready 80x24")
        try terminal.resize(width: 100, height: 30)
        try terminal.readUntil(contains: "resized 100x30")
        try terminal.resize(width: 40, height: 10)
        try terminal.readUntil(contains: "resized 40x10")
    }

    @Test(arguments: [
        ("\u{1B}[A", "key(Screen.Key.up)"), ("\u{1B}OA", "key(Screen.Key.up)"),
        ("\u{1B}[6~", "key(Screen.Key.pageDown)"), ("\u{1B}[Z", "key(Screen.Key.backTab)"),
        ("\u{1B}", "key(Screen.Key.escape)"), ("\r", "key(Screen.Key.enter)"),
        ("\u{3}", "control(\"c\")"), ("\u{7F}", "key(Screen.Key.backspace)"),
        ("好", "character(\"好\")"), ("\u{1B}OP", "function(1)"), ("\u{1B}[15~", "function(5)"),
        ("\u{1B}[I", "focusGained"), ("\u{1B}[O", "focusLost"),
        ("\u{1B}[200~one\rtwo\u{1B}[201~", "paste(\"one"),
        ("\u{1B}[<0;5;3M", "mouse press(Screen.MouseEvent.Button.left) at 4,2"),
        ("\u{1B}[<65;5;3M", "mouse wheelDown at 4,2"),
    ])
    func `what is typed arrives as an event`(bytes: String, event: String) throws {
        let terminal = try start()
        try terminal.readUntil(contains: "ready")
        try type(bytes, into: terminal, until: event)
    }

    @Test func `a paste whose end never comes is over by itself, and by ctrl-c`() throws {
        let terminal = try start()
        try terminal.readUntil(contains: "ready")
        try type("\u{1B}[200~lost", into: terminal, until: "paste(\"lost")
        try type("\u{1B}[200~again\u{3}", into: terminal, until: "paste(\"again")
        try type("+", into: terminal, until: "character(\"+\")")
    }

    @Test func `an answer of the terminal is no key, whole or without its end`() throws {
        let terminal = try start()
        try terminal.readUntil(contains: "ready")
        try terminal.write("\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{7}\u{1B}_Gi=1;x\u{1B}\\\u{1B}]52;c;eXk=")
        // A key may be taken for the rest of the last one; after a while it is a key again.
        try terminal.write("+")
        let isKey = try? terminal.readUntil(contains: "character(", timeout: .seconds(2))
        if isKey == nil { try type("+", into: terminal, until: "character(\"+\")") }
        #expect(terminal.text.split(separator: "character(").count == 2)
    }

    @Test func `a text is copied through the terminal`() throws {
        let terminal = try start()
        try terminal.readUntil(contains: "ready")
        try type("y", into: terminal, until: "\u{1B}]52;c;Y29waWVkIHRleHQ=\u{7}")
    }

    @Test func `an unknown type of terminal is named and worked around`() throws {
        let terminal = try start(type: "no-such-terminal")
        try terminal.readUntil(contains: "no description of the terminal 'no-such-terminal'")
        try terminal.write("q")
        #expect(try terminal.wait() == .code(0))
    }

    @Test func `a terminal that cannot place text is refused in words`() throws {
        let terminal = try start(type: "dumb")
        try terminal.readUntil(contains: "the terminal 'dumb' cannot show a full screen")
        #expect(try terminal.wait() == .code(2))
    }

    @Test func `a pipe is refused in words`() throws {
        let terminal = try PseudoTerminal(
            "/bin/sh",
            ["-c", "\(probe) </dev/null"],
            environment: environment()
        )
        try terminal.readUntil(contains: "standard input is not a terminal")
        #expect(try terminal.wait() == .code(2))
    }

    @Test func `without colours no colour is sent`() throws {
        let terminal = try start(noColor: true)
        try terminal.readUntil(contains: "ready")
        try terminal.write("q")
        try terminal.wait()
        #expect(terminal.text.firstMatch(of: /\u{1B}\[[34][0-9][;m]/) == nil)
    }

    private func type(_ keys: String, into terminal: PseudoTerminal, until text: String) throws {
        try terminal.write(keys)
        try terminal.readUntil(contains: text)
    }

    private func environment(type: String = "xterm-256color") -> [String: String] {
        ["TERM": type, "LANG": "C.UTF-8"]
    }

    private func start(
        width: Int = 80,
        height: Int = 24,
        type: String = "xterm-256color",
        noColor: Bool = false
    ) throws -> PseudoTerminal {
        var environment = environment(type: type)
        if noColor { environment["NO_COLOR"] = "1" }
        return try PseudoTerminal(probe, environment: environment, width: width, height: height)
    }
}
