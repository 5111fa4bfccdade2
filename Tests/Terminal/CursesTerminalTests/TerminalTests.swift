import Glibc
import PTYSupport
import Testing

/// What a user of a real terminal sees and types.
@Suite(.serialized) struct TerminalTests {
    private let probe: String

    init() throws { probe = try BuiltProgram.path("TerminalProbe") }

    @Test(arguments: [(80, 24), (200, 50)])
    func `moving the marker costs at most 40 bytes`(width: Int, height: Int) async throws {
        let terminal = try start(width: width, height: height)
        try await terminal.readUntil(contains: "ready")
        for key in ["j", "j", "k", "j"] {
            try await type("b", into: terminal, until: "\u{7}")
            let before = terminal.bytesRead
            try await type(key, into: terminal, until: "▌")
            try await type("b", into: terminal, until: "\u{7}")
            #expect(terminal.bytesRead - before - 1 <= 40)
        }
    }

    @Test func `a frame that changes nothing costs nothing`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        try await type("b", into: terminal, until: "\u{7}")
        let before = terminal.bytesRead
        try terminal.write("k")
        try await type("b", into: terminal, until: "\u{7}")
        #expect(terminal.bytesRead - before == 1)
    }

    @Test func `keys that wait together are painted once`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        try await type("b", into: terminal, until: "\u{7}")
        let before = terminal.bytesRead
        try await type(String(repeating: "jk", count: 100) + "j", into: terminal, until: "▌")
        try await type("b", into: terminal, until: "\u{7}")
        #expect(terminal.bytesRead - before - 1 <= 120)
    }

    @Test func `an interrupt from outside is the key for it`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        terminal.send(signal: SIGINT)
        try await terminal.readUntil(contains: "control(\"c\")")
    }

    @Test func `text is written as utf-8 where the locale says nothing`() async throws {
        let terminal = try PseudoTerminal(probe, environment: ["TERM": "xterm-256color"])
        try await terminal.readUntil(contains: "▌")
        try await type("好", into: terminal, until: "character(\"好\")")
    }

    @Test func `resizing is reported with the new size`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready 80x24")
        try terminal.resize(width: 100, height: 30)
        try await terminal.readUntil(contains: "resized 100x30")
        try terminal.resize(width: 40, height: 10)
        try await terminal.readUntil(contains: "resized 40x10")
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
    func `what is typed arrives as an event`(bytes: String, event: String) async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        try await type(bytes, into: terminal, until: event)
    }

    @Test func `no letter of a text with bytes that are no character is a key`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        // Read as a character that never ends, the first byte would hide all that is before the q.
        try terminal.write(bytes: [0xBD] + Array(repeating: 0x7A, count: 143) + Array("q".utf8))
        try terminal.write(bytes: [0xE6, 0x97] + Array("q".utf8) + [0xC5] + Array("+".utf8))
        try await terminal.readUntil(contains: "character(\"+\")")
        // What follows closely belongs to the text.
        usleep(100_000)
        try terminal.write("q")
        #expect(try await terminal.wait() == .code(0))
    }

    @Test func `a character whose bytes come one by one is one key`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        for byte in "好".utf8 {
            try terminal.write(bytes: [byte])
            usleep(20_000)
        }
        try await terminal.readUntil(contains: "character(\"好\")")
        #expect(!terminal.text.contains("\u{FFFD}"))
    }

    @Test func `a paste whose end never comes is over by itself, and by ctrl-c`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        try await type("\u{1B}[200~lost", into: terminal, until: "paste(\"lost")
        try await type("\u{1B}[200~again\u{3}", into: terminal, until: "paste(\"again")
        try await type("+", into: terminal, until: "character(\"+\")")
    }

    @Test func `an answer of the terminal is no key, whole or without its end`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        try terminal.write("\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{7}\u{1B}_Gi=1;x\u{1B}\\\u{1B}]52;c;eXk=")
        // A key may be taken for the rest of the last one; after a while it is a key again.
        try terminal.write("+")
        let isKey = try? await terminal.readUntil(contains: "character(", within: 2)
        if isKey == nil { try await type("+", into: terminal, until: "character(\"+\")") }
        #expect(terminal.text.split(separator: "character(").count == 2)
    }

    @Test func `a text is copied through the terminal`() async throws {
        let terminal = try start()
        try await terminal.readUntil(contains: "ready")
        try await type("y", into: terminal, until: "\u{1B}]52;c;Y29waWVkIHRleHQ=\u{7}")
    }

    @Test func `an unknown type of terminal is named and worked around`() async throws {
        let terminal = try start(type: "no-such-terminal")
        try await terminal.readUntil(contains: "no description of the terminal 'no-such-terminal'")
        try terminal.write("q")
        #expect(try await terminal.wait() == .code(0))
    }

    @Test func `a terminal that cannot place text is refused in words`() async throws {
        let terminal = try start(type: "dumb")
        try await terminal.readUntil(contains: "the terminal 'dumb' cannot show a full screen")
        #expect(try await terminal.wait() == .code(2))
    }

    @Test func `a pipe is refused in words`() async throws {
        let terminal = try PseudoTerminal(
            "/bin/sh",
            ["-c", "\(probe) </dev/null"],
            environment: environment()
        )
        try await terminal.readUntil(contains: "standard input is not a terminal")
        #expect(try await terminal.wait() == .code(2))
    }

    @Test func `without colours no colour is sent`() async throws {
        let terminal = try start(noColor: true)
        try await terminal.readUntil(contains: "ready")
        try terminal.write("q")
        try await terminal.wait()
        #expect(terminal.text.firstMatch(of: /\u{1B}\[[34][0-9][;m]/) == nil)
    }

    private func type(
        _ keys: String,
        into terminal: PseudoTerminal,
        until text: String
    ) async throws {
        try terminal.write(keys)
        try await terminal.readUntil(contains: text)
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
