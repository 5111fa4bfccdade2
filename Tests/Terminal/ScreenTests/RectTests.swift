import Screen
import Testing

@Suite struct RectTests {
    private let rect = Rect(x: 2, y: 3, width: 10, height: 5)

    @Test func `a cut and what is left of it make the whole`() {
        for count in -1...12 {
            #expect(rect.top(count).height + rect.droppingTop(count).height == 5)
            #expect(rect.bottom(count).height + rect.droppingBottom(count).height == 5)
            #expect(rect.left(count).width + rect.droppingLeft(count).width == 10)
            #expect(rect.right(count).width + rect.droppingRight(count).width == 10)
        }
    }

    @Test func `cuts keep their side`() {
        #expect(rect.bottom(2) == Rect(x: 2, y: 6, width: 10, height: 2))
        #expect(rect.right(3) == Rect(x: 9, y: 3, width: 3, height: 5))
        #expect(rect.droppingTop(1) == Rect(x: 2, y: 4, width: 10, height: 4))
        #expect(rect.droppingLeft(4) == Rect(x: 6, y: 3, width: 6, height: 5))
    }

    @Test func `an inset that takes more than there is leaves nothing`() {
        #expect(rect.inset(by: 1) == Rect(x: 3, y: 4, width: 8, height: 3))
        #expect(rect.inset(dx: 6, dy: 0).isEmpty)
    }

    @Test func `a line outside of the rectangle is empty`() {
        #expect(rect.line(4) == Rect(x: 2, y: 7, width: 10, height: 1))
        #expect(rect.line(5).isEmpty)
        #expect(rect.line(-1).isEmpty)
    }

    @Test func `it contains its first cell and not the one after its last`() {
        #expect(rect.contains(Point(x: 2, y: 3)))
        #expect(!rect.contains(Point(x: 12, y: 3)))
        #expect(!rect.contains(Point(x: 2, y: 8)))
    }

    @Test func `a centred rectangle never leaves the one around it`() {
        #expect(rect.centered(width: 4, height: 1) == Rect(x: 5, y: 5, width: 4, height: 1))
        #expect(rect.centered(width: 40, height: 40) == rect)
    }
}
