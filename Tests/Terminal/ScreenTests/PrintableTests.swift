import Screen
import Testing

@Suite struct PrintableTests {
    @Test(arguments: [
        ("access_log", "access_log"), ("访问\n日志", "访问\\n日志"), ("a\tb\r", "a\\tb\\r"),
        ("\u{1B}[2J", "\\x1b[2J"), ("\u{7}\u{7F}", "\\x07\\x7f"), ("\u{9B}31m", "\\x9b31m"),
        ("a\u{202E}b", "a\\u{202e}b"), ("a\u{2028}b", "a\\u{2028}b"), ("a\r\nb", "a\\r\\nb"),
        ("\u{200B}", "\\u{200b}"), ("👨‍👩‍👧", "👨‍👩‍👧"), ("e\u{301}", "e\u{301}"),
    ])
    func `what could act on a terminal is spelled out`(text: String, shown: String) {
        #expect(text.printable == shown)
        #expect(shown.printable == shown)
    }

    @Test func `no control character survives`() {
        for value in Array(UInt32(0)..<0x20) + Array(0x7F..<0xA0) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = "a\(scalar)b".printable
            #expect(shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
        }
    }
}
