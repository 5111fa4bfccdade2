extension Canvas {
    /// The text of every row without the blanks at its end.
    package var lines: [String] {
        (0..<size.height).map { y in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size.width * 2)
            for cell in row(y) where !cell.isContinuation { cell.appendText(to: &bytes) }
            while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Returns every stretch of cells with a style other than plain, as `row: first-last style`.
    ///
    /// Snapshots contain them, so that tests notice a lost style as well as a lost word.
    package func styleRuns() -> [String] {
        (0..<size.height).flatMap { y in
            var runs: [String] = []
            var start = 0
            while start < size.width {
                let style = self[start, y].style
                let end = (start..<size.width).first { self[$0, y].style != style } ?? size.width
                if style != .plain { runs.append("\(y): \(start)-\(end - 1) \(style)") }
                start = end
            }
            return runs
        }
    }
}
