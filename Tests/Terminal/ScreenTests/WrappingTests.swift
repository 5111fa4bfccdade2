import Screen
import Testing

@Suite struct WrappingTests {
    @Test(arguments: [
        ("no space left on device", 10, ["no space", "left on", "device"]),
        ("no space left on device", 80, ["no space left on device"]),
        ("one\ntwo\n\nfour", 10, ["one", "two", "", "four"]),
        ("java.lang.OutOfMemoryError", 10, ["java.lang.", "OutOfMemor", "yError"]),
        ("at java.lang.OutOfMemoryError", 12, ["at", "java.lang.Ou", "tOfMemoryErr", "or"]),
        ("    at line", 11, ["    at line"]), ("磁盘空间不足", 5, ["磁盘", "空间", "不足"]),
        ("exactly ten", 7, ["exactly", "ten"]), ("", 5, [""]), ("a\r\nb", 5, ["a", "b"]),
        ("text", 0, []), ("\tat x", 20, ["    at x"]),
        ("\u{1B}[2J", 6, ["\\x1b[2", "J"]),
    ])
    func `a text is broken at blanks`(text: String, width: Int, lines: [String]) {
        #expect(text.wrapped(toWidth: width) == lines)
    }

    @Test func `wrapping keeps every word and the width`() {
        let text = "Failed: 磁盘 quota exceeded for bucket 'nb-logs', 123456789012345 bytes over 👍🏽"
        let words = text.split(separator: " ").joined()
        for width in 2...40 {
            let lines = text.wrapped(toWidth: width)
            #expect(lines.allSatisfy { $0.displayWidth <= width })
            #expect(lines.joined().filter { $0 != " " } == words)
        }
    }
}
