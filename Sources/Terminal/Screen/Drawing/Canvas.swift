/// A picture of the whole screen: what the console draws and the terminal presents.
///
/// **Invariant:** no cell holds a control character, and a wide grapheme has both of its halves, so that
/// every canvas can be sent to the terminal unchanged.
package struct Canvas: Equatable, Sendable {
    package let size: Size
    /// The position of the terminal's cursor; `nil` hides it.
    package var cursor: Point?
    /// The last character of a text that was truncated.
    package let ellipsis: Character
    private var cells: [Cell]

    package init(size: Size, ellipsis: Character = "…") {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        self.ellipsis = ellipsis
        cells = Array(repeating: .blank, count: self.size.width * self.size.height)
    }

    /// The rectangle of all cells.
    package var bounds: Rect { Rect(size) }

    /// The cell at a position; blank outside of the canvas.
    package subscript(x: Int, y: Int) -> Cell {
        bounds.contains(Point(x: x, y: y)) ? cells[y * size.width + x] : .blank
    }

    /// Returns the cells of one row, for comparisons without a bounds check per cell.
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
