/// The extent of a screen or a part of it, in cells.
///
/// A cell is one column of one row; a wide grapheme takes two of them.
package struct Size: Equatable, Hashable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
