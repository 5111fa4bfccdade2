import CNcurses
import Screen

/// Paints frames; only the cells that differ from the previous frame are passed to ncurses.
@UIActor final class Painter {
    private let window: UnsafeMutablePointer<WINDOW>
    private let placeholder: Character
    private let sendsOnlyASCII: Bool
    private var colors: ColorTable
    private var shown: Canvas?
    private var isCursorVisible = true

    init(window: UnsafeMutablePointer<WINDOW>, colors: ColorTable, options: TerminalOptions) {
        self.window = window
        self.colors = colors
        placeholder = options.placeholder
        sendsOnlyASCII = options.sendsOnlyASCII
    }

    /// Discards the previous frame, so that the next one is painted whole.
    func invalidate() {
        shown = nil
        clearok(window, true)
    }

    /// Sends a frame to the terminal.
    func paint(_ frame: Canvas, size: Size) {
        let old = shown?.size == frame.size ? shown : nil
        if old == nil { werase(window) }
        for y in 0..<min(frame.size.height, size.height) {
            paintRow(frame.row(y), y: y, over: old?.row(y), width: size.width)
        }
        place(frame.cursor)
        wrefresh(window)
        shown = frame
    }

    private func paintRow(
        _ row: ArraySlice<Cell>,
        y: Int,
        over old: ArraySlice<Cell>?,
        width: Int
    ) {
        if let old, old == row { return }
        for x in 0..<min(row.count, width) {
            let cell = row[row.startIndex + x]
            let before = old.map { $0[$0.startIndex + x] } ?? .blank
            if cell != before, !cell.isContinuation { put(cell, x: x, y: y) }
        }
    }

    private func put(_ cell: Cell, x: Int, y: Int) {
        let rendition = colors.rendition(of: cell.style)
        var x = Int32(x)
        let text =
            sendsOnlyASCII
            ? CellText.ascii(cell.text, placeholder: placeholder)
            : CellText(cell.text, placeholder: placeholder)
        for piece in text.pieces {
            _ = cn_put(
                window,
                Int32(y),
                x,
                piece,
                Int32(piece.count),
                rendition.attributes,
                rendition.pair
            )
            x += piece.first.map { max(1, cn_width($0)) } ?? 1
        }
    }

    /// A hidden cursor stays at the last cell written, since moving it would cost bytes.
    private func place(_ cursor: Point?) {
        if isCursorVisible != (cursor != nil) {
            isCursorVisible = cursor != nil
            curs_set(isCursorVisible ? 1 : 0)
            leaveok(window, !isCursorVisible)
        }
        if let cursor { wmove(window, Int32(cursor.y), Int32(cursor.x)) }
    }
}
