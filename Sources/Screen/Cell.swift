/// One cell of the screen: a grapheme and what it means.
///
/// A wide grapheme stands in the left one of its two cells; the right one is its continuation.
package struct Cell: Equatable, Sendable {
    package var text: Character
    package var style: Style
    /// Whether this is the right half of the wide grapheme to the left.
    package var isContinuation: Bool

    package init(text: Character = " ", style: Style = .plain, isContinuation: Bool = false) {
        self.text = text
        self.style = style
        self.isContinuation = isContinuation
    }

    package static let blank = Cell()
}
