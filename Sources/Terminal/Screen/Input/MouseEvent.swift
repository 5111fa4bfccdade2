/// An action of the mouse and the cell it happened in.
package struct MouseEvent: Equatable, Hashable, Sendable {
    /// The kind of action; each event of the wheel is one notch.
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
