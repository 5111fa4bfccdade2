package import Screen

/// How wide a column is: a number of cells, or what the others leave.
package enum ColumnWidth: Equatable, Sendable {
    case fixed(Int)
    case flexible
}

/// A text with what it means; the unit that tables and details are made of.
package struct Span: Equatable, Sendable {
    package var text: String
    package var style: Style

    package init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }
}

/// One column of a kind's table, as data: a heading, a width, and what it says of an item.
package struct Column<Item: Sendable>: Sendable {
    package let title: String
    package let width: ColumnWidth
    package let alignment: TextAlignment
    /// Whether it stays in the narrow table of the left column.
    package let isCompact: Bool
    package let spans: @Sendable (Item, RenderContext) -> [Span]

    package init(
        _ title: String,
        _ width: ColumnWidth,
        alignment: TextAlignment = .leading,
        compact: Bool = true,
        spans: @escaping @Sendable (Item, RenderContext) -> [Span]
    ) {
        self.title = title
        self.width = width
        self.alignment = alignment
        isCompact = compact
        self.spans = spans
    }

    /// A column of plain text.
    package init(
        _ title: String,
        _ width: ColumnWidth,
        alignment: TextAlignment = .leading,
        compact: Bool = true,
        style: Style = .plain,
        text: @escaping @Sendable (Item) -> String
    ) {
        self.init(title, width, alignment: alignment, compact: compact) { item, _ in
            [Span(text(item), style)]
        }
    }
}
