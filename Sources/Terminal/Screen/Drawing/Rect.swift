/// A rectangle of cells, and the operations that divide it into a layout.
///
/// **Invariant:** width and height are never negative; an operation that asks for more than there is gets
/// all of it, so that a layout needs no special case for a small screen.
package struct Rect: Equatable, Hashable, Sendable {
    package let x: Int
    package let y: Int
    package let width: Int
    package let height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The whole of a screen.
    package init(_ size: Size) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    package var isEmpty: Bool { width == 0 || height == 0 }
    package var size: Size { Size(width: width, height: height) }
    package var origin: Point { Point(x: x, y: y) }
    package var maxX: Int { x + width }
    package var maxY: Int { y + height }

    package func contains(_ point: Point) -> Bool {
        (x..<maxX).contains(point.x) && (y..<maxY).contains(point.y)
    }

    package func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left,
            y: top,
            width: min(maxX, other.maxX) - left,
            height: min(maxY, other.maxY) - top
        )
    }
}

extension Rect {
    /// One row of this rectangle; empty where the offset is outside of it.
    package func line(_ offset: Int) -> Rect {
        Rect(x: x, y: y + offset, width: width, height: (0..<height).contains(offset) ? 1 : 0)
    }

    package func inset(by margin: Int) -> Rect { inset(dx: margin, dy: margin) }

    package func inset(dx: Int, dy: Int) -> Rect {
        Rect(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
    }

    /// A rectangle of the given size in the middle of this one, cut to fit.
    package func centered(width: Int, height: Int) -> Rect {
        let width = min(width, self.width)
        let height = min(height, self.height)
        return Rect(
            x: x + (self.width - width) / 2,
            y: y + (self.height - height) / 2,
            width: width,
            height: height
        )
    }

    package func top(_ count: Int) -> Rect {
        Rect(x: x, y: y, width: width, height: count.clamped(to: height))
    }

    package func bottom(_ count: Int) -> Rect {
        let count = count.clamped(to: height)
        return Rect(x: x, y: maxY - count, width: width, height: count)
    }

    package func left(_ count: Int) -> Rect {
        Rect(x: x, y: y, width: count.clamped(to: width), height: height)
    }

    package func right(_ count: Int) -> Rect {
        let count = count.clamped(to: width)
        return Rect(x: maxX - count, y: y, width: count, height: height)
    }

    package func droppingTop(_ count: Int) -> Rect { bottom(height - max(0, count)) }
    package func droppingBottom(_ count: Int) -> Rect { top(height - max(0, count)) }
    package func droppingLeft(_ count: Int) -> Rect { right(width - max(0, count)) }
    package func droppingRight(_ count: Int) -> Rect { left(width - max(0, count)) }
}

extension Int {
    fileprivate func clamped(to limit: Int) -> Int { Swift.min(Swift.max(0, self), limit) }
}
