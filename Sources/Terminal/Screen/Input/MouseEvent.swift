/// Something done with the mouse, and in which cell.
package struct MouseEvent: Equatable, Hashable, Sendable {
    /// What was done; the wheel turns one notch at a time.
    package enum Kind: Equatable, Hashable, Sendable {
        case press(Button), release(Button), wheelUp, wheelDown
    }

    /// A button of the mouse.
    package enum Button: Equatable, Hashable, Sendable {
        case left, middle, right
    }

    package let point: Point
    package let kind: Kind

    package init(point: Point, kind: Kind) {
        self.point = point
        self.kind = kind
    }
}
