/// A picture of the whole screen: what the console draws and the terminal presents.
///
/// **Invariant:** no cell holds a control character, and both halves of a wide grapheme are there
/// or neither is; so whatever was drawn can be shown as it is.
package struct Canvas: Equatable, Sendable {
    package let size: Size
    /// Where the terminal's cursor blinks; nil hides it.
    package var cursor: Point?
    /// What stands at the end of a text that was cut.
    package let ellipsis: Character
    private var cells: [Cell]

    package init(size: Size, ellipsis: Character = "…") {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        self.ellipsis = ellipsis
        cells = Array(repeating: .blank, count: self.size.width * self.size.height)
    }

    /// The whole of it.
    package var bounds: Rect { Rect(size) }

    /// The cell at a place; blank outside of the canvas.
    package subscript(x: Int, y: Int) -> Cell {
        bounds.contains(Point(x: x, y: y)) ? cells[y * size.width + x] : .blank
    }

    /// The cells of one row, for a comparison without a check per cell.
    package func row(_ y: Int) -> ArraySlice<Cell> {
        cells[y * size.width..<(y + 1) * size.width]
    }

    package mutating func fill(
        _ rect: Rect,
        with character: Character = " ",
        style: Style = .plain
    ) {
        let rect = rect.intersection(bounds)
        let text = character.cellWidth == 1 && !character.isUnprintable ? character : " "
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX {
                put(Cell(text: text, style: style), x: x, y: y)
            }
        }
    }

    package mutating func restyle(_ rect: Rect, style: Style) {
        let rect = rect.intersection(bounds)
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX {
                cells[y * size.width + x].style = style
            }
        }
    }

    /// Sets one cell of the canvas, and blanks the other half of a wide grapheme it breaks.
    mutating func put(_ cell: Cell, x: Int, y: Int) {
        let index = y * size.width + x
        if cells[index].isContinuation, !cell.isContinuation, x > 0 {
            cells[index - 1].text = " "
        }
        if x + 1 < size.width, cells[index + 1].isContinuation {
            cells[index + 1] = Cell(style: cells[index + 1].style)
        }
        cells[index] = cell
    }
}
