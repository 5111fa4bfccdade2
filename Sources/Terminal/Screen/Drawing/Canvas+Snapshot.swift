extension Canvas {
    /// The text of every row without the blanks at its end.
    package var lines: [String] {
        (0..<size.height).map { y in
            var line = row(y).lazy.filter { !$0.isContinuation }
                .reduce(into: "") { $0.append($1.text) }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }

    /// Every run of a style other than plain, as `row: first-last style`.
    ///
    /// A test compares them, so that a lost colour is seen as a lost word is.
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
