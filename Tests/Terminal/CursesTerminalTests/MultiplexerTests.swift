import Screen
import Testing

@testable import CursesTerminal

@Suite struct MultiplexerTests {
    @Test(arguments: [
        ([:], Multiplexer.none), (["TERM": "xterm-256color"], .none),
        (["TERM": "screen-256color"], .screen), (["STY": "12.pts-0", "TERM": "xterm"], .screen),
        (["TMUX": "/tmp/tmux,1,0", "TERM": "screen-256color"], .tmux),
        (["TMUX": "", "STY": "", "TERM": "xterm"], .none),
    ])
    func `what stands between is told by the environment`(
        _ environment: [String: String],
        _ expected: Multiplexer
    ) {
        #expect(Multiplexer(environment: environment) == expected)
    }

    @Test func `with nothing between a sequence goes out as it is`() {
        #expect(Multiplexer.none.passing("\u{1B}]52;c;QQ==\u{7}") == "\u{1B}]52;c;QQ==\u{7}")
    }

    @Test func `tmux gets it for itself and, each Esc doubled, for the terminal`() {
        let sequence = "\u{1B}]52;c;QQ==\u{7}"
        let passed = Multiplexer.tmux.passing(sequence)
        #expect(passed == sequence + "\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\")
        let two = Multiplexer.tmux.passing("\u{1B}a\u{1B}\u{1B}b")
        #expect(two.hasSuffix("\u{1B}Ptmux;\u{1B}\u{1B}a\u{1B}\u{1B}\u{1B}\u{1B}b\u{1B}\\"))
    }

    @Test(arguments: [
        String(repeating: "A", count: 5000), String(repeating: "字", count: 700),
        String(repeating: "👩‍👩‍👧‍👦e\u{301}", count: 90), "x" + String(repeating: "\u{301}", count: 900),
    ])
    func `screen gets pieces it lets through, which are the sequence`(_ text: String) throws {
        let sequence = "\u{1B}]52;c;\(text)\u{7}"
        let passed = Multiplexer.screen.passing(sequence)
        let start = "\u{1B}P"
        let end = "\u{1B}\\"
        var rest = Array(passed.unicodeScalars)[...]
        var joined = String.UnicodeScalarView()
        while !rest.isEmpty {
            #expect(rest.starts(with: start.unicodeScalars))
            rest = rest.dropFirst(2)
            var piece = String.UnicodeScalarView()
            while !rest.isEmpty, !rest.starts(with: end.unicodeScalars) {
                piece.append(rest.removeFirst())
            }
            rest = rest.dropFirst(2)
            #expect(!piece.isEmpty && String(piece).utf8.count <= 200)
            joined.append(contentsOf: piece)
        }
        #expect(String(joined) == sequence)
    }
}

@Suite struct DesktopNoticeTests {
    @Test(arguments: [
        (["TERM_PROGRAM": "iTerm.app"], DesktopNotice.osc9), (["TERM_PROGRAM": "ghostty"], .osc9),
        (["TERM": "xterm-kitty"], .osc9), (["WT_SESSION": "1"], .osc9),
        (["TERM": "rxvt-unicode"], .osc777), (["TERM": "foot"], .osc777),
        (["VTE_VERSION": "7600", "TERM": "xterm-256color"], .osc777),
        (["TERM": "xterm-256color"], DesktopNotice.none), ([:], DesktopNotice.none),
    ])
    func `who understands which is told by the environment`(
        _ environment: [String: String],
        _ expected: DesktopNotice
    ) {
        #expect(DesktopNotice(environment: environment) == expected)
    }

    private static let attacks = [
        "done\u{7}\u{1B}]52;c;ZXZpbA==\u{7}", "a\u{1B}\\b", "a\u{9C}b\u{9B}31m", "line\nbreak\r\t",
        "\u{202E}txt", "nul\u{0}", "e\u{301}\u{7}", "4;1;50",
    ]

    @Test(arguments: attacks, [DesktopNotice.osc9, .osc777])
    func `nothing a text holds can end the sequence or begin another`(
        _ text: String,
        _ notice: DesktopNotice
    ) throws {
        let sequence = try #require(notice.sequence(text))
        let scalars = Array(sequence.unicodeScalars)
        #expect(scalars.first == "\u{1B}" && scalars.last == "\u{7}")
        let inner = scalars.dropFirst().dropLast()
        #expect(inner.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
        // iTerm2 and others read a number after the first ';' as a command of their own.
        let after = inner.drop { $0 != ";" }.dropFirst()
        #expect(after.first.map { !("0"..."9").contains($0) } == true)
    }

    @Test(arguments: attacks, [Multiplexer.tmux, .screen])
    func `nor can it end what wraps it for a multiplexer`(
        _ text: String,
        _ multiplexer: Multiplexer
    ) throws {
        let sequence = try #require(DesktopNotice.osc9.sequence(text))
        let wrapped = multiplexer.passing(sequence)
        #expect(wrapped.hasSuffix("\u{1B}\\"))
        let own = multiplexer == .tmux ? String(wrapped.dropFirst(sequence.count)) : wrapped
        // The one Esc of the sequence, the two that open and close, and in tmux one that doubles.
        let count = own.unicodeScalars.count { $0 == "\u{1B}" }
        #expect(count == (multiplexer == .tmux ? 4 : 3))
    }

    @Test func `a terminal that shows none is sent none`() {
        #expect(DesktopNotice.none.sequence("done") == nil)
    }
}
