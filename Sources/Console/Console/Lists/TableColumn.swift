import FoundationEssentials
import PipelineAPI
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
    /// What is said, where it is prose and no data.
    private var localized: LocalizedText?
    /// The cells it takes at least.
    private var width = 0

    /// A text that is data and reads the same in every language.
    package init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    /// Something said in the user's language; `width` aligns what comes after it.
    package init(says localized: LocalizedText, _ style: Style = .plain, width: Int = 0) {
        text = localized.english.padded(toWidth: width)
        self.style = style
        self.localized = localized
        self.width = width
    }

    /// The same in the user's language.
    func said(in localizer: Localizer) -> Span {
        guard let localized else { return self }
        var said = self
        said.text = localizer(localized).padded(toWidth: width)
        return said
    }
}

extension [Span] {
    /// The cells the spans take side by side, with what must not reach a terminal spelled out.
    package var printableWidth: Int { reduce(0) { $0 + $1.text.printable.displayWidth } }
}

/// What a column sorts by: numbers before texts, and what has no value before both.
package enum SortValue: Comparable, Sendable {
    case missing
    case number(Double)
    case text(String)

    static func time(_ time: Timestamp?) -> SortValue {
        time?.date.map { .number($0.timeIntervalSince1970) } ?? .missing
    }
}

/// One column of a kind's table, as data: a heading, a width, and what it says of an item.
package struct TableColumn<Item: Sendable>: Sendable {
    package let title: String
    package let width: ColumnWidth
    package let alignment: TextAlignment
    /// Whether it stays in the narrow table of the left column.
    package let isCompact: Bool
    package let spans: @Sendable (Item, RenderContext) -> [Span]
    /// What a filter finds an item by; `nil` for a column of signs.
    let search: (@Sendable (Item) -> String)?
    /// The API's name of it, where the service sorts by it.
    let field: String?
    /// What it sorts by, where that is not its text.
    let order: (@Sendable (Item, RenderContext) -> SortValue)?

    package init(
        _ title: String,
        _ width: ColumnWidth,
        alignment: TextAlignment = .leading,
        compact: Bool = true,
        field: String? = nil,
        search: (@Sendable (Item) -> String)? = nil,
        by order: (@Sendable (Item, RenderContext) -> SortValue)? = nil,
        spans: @escaping @Sendable (Item, RenderContext) -> [Span]
    ) {
        self.title = title
        self.width = width
        self.alignment = alignment
        isCompact = compact
        self.field = field
        self.search = search
        self.order = order
        self.spans = spans
    }

    /// A column of plain text.
    package init(
        _ title: String,
        _ width: ColumnWidth,
        alignment: TextAlignment = .leading,
        compact: Bool = true,
        field: String? = nil,
        style: Style = .plain,
        text: @escaping @Sendable (Item) -> String
    ) {
        self.init(
            title,
            width,
            alignment: alignment,
            compact: compact,
            field: field,
            search: text
        ) { item, _ in [Span(text(item), style)] }
    }
}
