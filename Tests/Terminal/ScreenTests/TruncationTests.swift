import Screen
import Testing

@Suite struct TruncationTests {
    @Test(arguments: [
        ("hourly_pv", 9, "hourly_pv"), ("hourly_pv", 8, "hourly_…"), ("hourly_pv", 1, "…"),
        ("hourly_pv", 0, ""), ("访问日志", 8, "访问日志"), ("访问日志", 7, "访问日…"),
        ("访问日志", 6, "访问…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("", 3, ""),
    ])
    func `a text that is too long ends in the ellipsis`(text: String, width: Int, cut: String) {
        #expect(text.truncated(toWidth: width) == cut)
    }

    @Test func `a truncated text never takes more than its width`() {
        for text in ["a访b问c日d志", "👍🏽👨‍👩‍👧🇨🇳", "plain"] {
            for width in 0...12 {
                #expect(text.truncated(toWidth: width).displayWidth <= width)
                #expect(text.prefix(fitting: width).displayWidth <= width)
            }
        }
    }

    @Test func `padding counts cells and leaves longer texts alone`() {
        #expect("日志".padded(toWidth: 6) == "日志  ")
        #expect("access_log".padded(toWidth: 4) == "access_log")
    }
}
