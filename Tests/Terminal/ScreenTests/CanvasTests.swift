import Screen
import Testing

@Suite struct CanvasTests {
    private var canvas = Canvas(size: Size(width: 10, height: 3))

    @Test func `a text is drawn where it was put and says what it took`() {
        var canvas = canvas
        #expect(canvas.draw("日志 ok", at: Point(x: 1, y: 1), in: canvas.bounds) == 7)
        #expect(canvas.lines == ["", " 日志 ok", ""])
        #expect(canvas[1, 1].text == "日")
        #expect(canvas[2, 1].isContinuation)
    }

    @Test func `nothing is drawn outside of the clip`() {
        var canvas = canvas
        let clip = Rect(x: 2, y: 0, width: 4, height: 2)
        #expect(canvas.draw("abcdefgh", at: Point(x: 0, y: 0), in: clip) == 6)
        canvas.draw("below", at: Point(x: 2, y: 2), in: clip)
        canvas.draw("far", at: Point(x: 99, y: -1), in: clip)
        #expect(canvas.lines == ["  cdef", "", ""])
    }

    @Test func `a wide grapheme at the edge becomes a space`() {
        var canvas = canvas
        let clip = Rect(x: 1, y: 0, width: 4, height: 1)
        canvas.fill(canvas.bounds, with: ".")
        canvas.draw("志x日志", at: Point(x: 0, y: 0), in: clip)
        #expect(canvas.lines[0] == ". x日.....")
        canvas.draw("日志x日志", at: Point(x: 0, y: 1), in: canvas.bounds.line(1).left(9))
        #expect(canvas.lines[1] == "日志x日志.")
        canvas.draw("日志x日志", at: Point(x: 0, y: 2), in: canvas.bounds.line(2).left(8))
        #expect(canvas.lines[2] == "日志x日 ..")
    }

    @Test func `half of a wide grapheme is never left over`() {
        for x in 0..<4 {
            var canvas = canvas
            canvas.draw("日志", at: Point(x: 0, y: 0), in: canvas.bounds)
            canvas.draw("x", at: Point(x: x, y: 0), in: canvas.bounds)
            for column in 0..<10 {
                let isWide = canvas[column, 0].text.cellWidth == 2
                #expect(canvas[column + 1, 0].isContinuation == isWide)
            }
        }
    }

    @Test func `a text too long for its line ends in the ellipsis`() {
        var canvas = Canvas(size: Size(width: 6, height: 1), ellipsis: "~")
        canvas.draw("hourly_pv", in: canvas.bounds)
        #expect(canvas.lines == ["hourl~"])
    }

    @Test(arguments: [
        (TextAlignment.leading, "12"), (.trailing, "        12"), (.center, "    12"),
    ])
    func `a text is aligned in its line`(alignment: TextAlignment, line: String) {
        var canvas = canvas
        canvas.draw("12", in: canvas.bounds.line(0), alignment: alignment)
        #expect(canvas.lines[0] == line)
    }

    @Test func `control characters are made visible`() {
        var canvas = canvas
        canvas.draw("\u{1B}[2J", in: canvas.bounds.line(0))
        canvas.fill(canvas.bounds.line(1), with: "\u{1B}")
        canvas.draw("a\nb", at: Point(x: 0, y: 2), in: canvas.bounds)
        #expect(canvas.lines == ["\\x1b[2J", "", "a\\nb"])
    }

    @Test func `styles are reported as runs`() {
        var canvas = canvas
        canvas.draw("日志", in: canvas.bounds.line(0), style: .heading)
        canvas.restyle(canvas.bounds.line(1), style: .selected)
        canvas.draw("x", at: Point(x: 4, y: 1), in: canvas.bounds, style: .failure)
        #expect(
            canvas.styleRuns() == [
                "0: 0-3 heading", "1: 0-3 selected", "1: 4-4 failure", "1: 5-9 selected",
            ]
        )
    }

    @Test func `a canvas without cells takes every call`() {
        var canvas = Canvas(size: Size(width: 0, height: 0))
        canvas.draw("text", in: canvas.bounds)
        canvas.fill(Rect(x: -1, y: -1, width: 5, height: 5), with: "x")
        canvas.drawBox(Rect(x: 0, y: 0, width: 5, height: 5), style: .border, glyphs: .unicode)
        #expect(canvas.lines.isEmpty)
    }
}
