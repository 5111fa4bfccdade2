import Testing

@testable import CursesTerminal

@Suite struct TerminalOptionsTests {
    @Test(arguments: [
        (["LANG": "zh_CN.UTF-8"], true), (["LANG": "C.utf8"], true), (["LANG": "C"], false),
        ([:], false), (["LANG": "zh_CN.GB18030"], false),
        (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false),
        (["LC_ALL": "", "LC_CTYPE": "en_US.UTF-8", "LANG": "C"], true),
        (["LANG": "ca_ES.UTF-8@valencia"], true),
    ])
    func `the environment tells whether the terminal speaks utf-8`(
        environment: [String: String],
        speaks: Bool
    ) {
        #expect(TerminalOptions.speaksUTF8(environment: environment) == speaks)
    }

    @Test(arguments: [
        (["LANG": "zh_CN.UTF-8"], false), (["LANG": "C"], false), ([:], false),
        (["LANG": "zh_CN.GBK"], true), (["LC_ALL": "zh_CN", "LANG": "C.UTF-8"], true),
        (["LC_ALL": "POSIX", "LANG": "zh_CN.GBK"], false),
    ])
    func `a locale of another encoding is told apart from one that says nothing`(
        environment: [String: String],
        isOther: Bool
    ) {
        #expect(TerminalOptions.speaksOther(environment: environment) == isOther)
    }

    @Test func `an empty NO_COLOR means nothing`() {
        #expect(TerminalOptions(environment: ["NO_COLOR": ""]).usesColors)
        #expect(!TerminalOptions(environment: ["NO_COLOR": "1"]).usesColors)
        #expect(TerminalOptions(environment: ["TERM": "tmux-256color"]).type == "tmux-256color")
    }

    @Test(arguments: [("500", Int32(500)), ("1", 1), ("0", 25), ("long", 25), ("9999999", 25)])
    func `Esc waits as long as the environment says`(text: String, milliseconds: Int32) {
        let options = TerminalOptions(environment: ["ESCDELAY": text])
        #expect(options.escapeDelay == milliseconds)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("日志", "5pel5b+X"),
    ])
    func `a text for the clipboard is sent in base 64`(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
    }
}
