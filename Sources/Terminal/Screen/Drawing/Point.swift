/// A cell's place: column and row, counted from the top left, starting at 0.
///
/// A point may lie outside of the screen; whoever draws clips.
package struct Point: Equatable, Hashable, Sendable {
    package var x: Int
    package var y: Int

    package init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}
