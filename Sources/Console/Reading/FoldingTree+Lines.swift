package import Screen

extension FoldingTree {
    /// The rows in sight, each with its marker, the guides to its parent and the sign of its fold.
    package func lines(
        from top: Int,
        height: Int,
        glyphs: Glyphs,
        hasFocus: Bool = true
    ) -> [DetailLine] {
        visibleRows.dropFirst(max(0, top)).prefix(max(0, height)).map { row in
            let marker = row.path == cursor ? String(glyphs.marker) : " "
            return DetailLine(
                [
                    Span(marker, hasFocus ? .marker : .muted),
                    Span(row.guides(glyphs) + row.sign(glyphs) + " ", .border),
                ] + row.spans
            )
        }
    }

    /// The first row in sight that keeps the cursor in it, near where it was.
    package func top(keeping top: Int, height: Int) -> Int {
        let index = cursorIndex ?? 0
        let last = max(0, visibleRows.count - height)
        return min(max(min(top, index), index - max(1, height) + 1), last)
    }
}

extension FoldingTree.Row {
    /// `│ ├ ` or `│ └ `: two cells a level, none for a root.
    func guides(_ glyphs: Glyphs) -> String {
        guard let own = goesOn.last else { return "" }
        let above = goesOn.dropLast().map { $0 ? "\(glyphs.vertical) " : "  " }.joined()
        return above + (own ? "\(glyphs.teeRight) " : "\(glyphs.bottomLeft) ")
    }

    func sign(_ glyphs: Glyphs) -> String {
        isFoldable ? String(isFolded ? glyphs.folded : glyphs.unfolded) : " "
    }
}
