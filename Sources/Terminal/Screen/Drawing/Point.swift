/// The position of a cell: column and row, counted from 0 at the top left.
///
/// A point may lie outside of the screen; drawing functions clip.
package struct Point: Equatable, Hashable, Sendable {
    package var x: Int
    package var y: Int

    package init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}
