import Screen
import Testing

@Suite struct CanvasBoxTests {
    @Test func `a box stands on the inner edge of its rectangle`() {
        var canvas = Canvas(size: Size(width: 6, height: 4))
        canvas.drawBox(canvas.bounds.inset(dx: 1, dy: 0), style: .border, glyphs: .unicode)
        #expect(canvas.lines == [" ┌──┐", " │  │", " │  │", " └──┘"])
        #expect(canvas[1, 0].style == .border)
    }

    @Test func `joined boxes share their edges`() {
        var canvas = Canvas(size: Size(width: 7, height: 5))
        canvas.drawBox(canvas.bounds, style: .border, glyphs: .unicode)
        for rect in [canvas.bounds.top(3), canvas.bounds.droppingTop(2).left(4)] {
            canvas.drawBox(rect, style: .border, glyphs: .unicode, joined: true)
        }
        #expect(canvas.lines == ["┌─────┐", "│     │", "├──┬──┤", "│  │  │", "└──┴──┘"])
    }

    @Test func `a joined rule meets the frame at its ends`() {
        var canvas = Canvas(size: Size(width: 5, height: 3))
        canvas.drawBox(canvas.bounds, style: .border, glyphs: .unicode)
        canvas.drawRule(canvas.bounds.line(1), style: .border, glyphs: .unicode, joined: true)
        #expect(canvas.lines == ["┌───┐", "├───┤", "└───┘"])
    }

    @Test func `boxes are drawn in ascii too`() {
        var canvas = Canvas(size: Size(width: 4, height: 3))
        canvas.drawBox(canvas.bounds, style: .border, glyphs: .ascii)
        canvas.drawBox(canvas.bounds, style: .border, glyphs: .ascii, joined: true)
        #expect(canvas.lines == ["+--+", "|  |", "+--+"])
    }

    @Test func `a box too small for a frame is not drawn`() {
        var canvas = Canvas(size: Size(width: 4, height: 3))
        canvas.drawBox(Rect(x: 0, y: 0, width: 1, height: 3), style: .border, glyphs: .unicode)
        #expect(canvas.lines == ["", "", ""])
    }

    @Test func `every junction is read back as the sides it has`() {
        for bits in UInt8(0)..<16 {
            let sides = LineSides(rawValue: bits)
            let isDrawable = bits.nonzeroBitCount > 1
            if isDrawable {
                #expect(Glyphs.unicode.sides(of: Glyphs.unicode.line(sides)) == sides)
            }
        }
    }
}
