extension String {
    /// How many cells the text takes; control characters take none, see `printable`.
    package var displayWidth: Int { plainWidth ?? reduce(0) { $0 + $1.cellWidth } }

    /// The cells of a text of which each scalar stands for itself; `nil` of any other.
    var plainWidth: Int? {
        var width = 0
        for scalar in unicodeScalars {
            guard let own = scalar.plainWidth else { return nil }
            width += own
        }
        return width
    }

    /// The text, or as much of it as fits together with the ellipsis.
    package func truncated(toWidth width: Int, ellipsis: Character = "…") -> String {
        guard width > 0 else { return "" }
        guard utf8.count > width, displayWidth > width else { return self }
        return prefix(fitting: width - ellipsis.cellWidth) + String(ellipsis)
    }

    /// The text with blanks after it up to a width; a longer one is left as it is.
    package func padded(toWidth width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }

    /// The longest end of the text that takes at most `width` cells.
    package func suffix(fitting width: Int) -> String {
        var room = width
        return String(
            reversed().prefix { character in
                room -= character.cellWidth
                return room >= 0
            }.reversed()
        )
    }

    /// The longest beginning of the text that takes at most `width` cells.
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
