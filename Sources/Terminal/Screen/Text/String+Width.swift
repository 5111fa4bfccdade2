extension String {
    /// The number of cells the text takes; control characters count as 0, see `printable`.
    package var displayWidth: Int { plainWidth ?? reduce(0) { $0 + $1.cellWidth } }

    /// The number of cells of a text whose scalars are graphemes by themselves; `nil` for any other text.
    var plainWidth: Int? {
        var width = 0
        for scalar in unicodeScalars {
            guard let own = scalar.plainWidth else { return nil }
            width += own
        }
        return width
    }

    /// Returns the text, or its longest beginning that fits together with the ellipsis.
    package func truncated(toWidth width: Int, ellipsis: Character = "…") -> String {
        guard width > 0 else { return "" }
        guard utf8.count > width, displayWidth > width else { return self }
        return prefix(fitting: width - ellipsis.cellWidth) + String(ellipsis)
    }

    /// Returns the text padded with trailing blanks to a width in cells; a longer text is returned unchanged.
    package func padded(toWidth width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }

    /// Returns the longest end of the text that takes at most `width` cells.
    package func suffix(fitting width: Int) -> String {
        var room = width
        return String(
            reversed().prefix { character in
                room -= character.cellWidth
                return room >= 0
            }.reversed()
        )
    }

    /// Returns the longest beginning of the text that takes at most `width` cells.
    package func prefix(fitting width: Int) -> String {
        var room = width
        return String(
            prefix { character in
                room -= character.cellWidth
                return room >= 0
            }
        )
    }
}
