import FoundationEssentials
import PipelineAPI
package import Screen

/// The width of a column: a number of cells, what its texts need, or a share of the rest.
///
/// Where no column is flexible, those that fit their texts share the rest.
package enum ColumnWidth: Equatable, Sendable {
    case fixed(Int)
    case fitting
    case flexible

    /// Whether it depends on the texts or on the room.
    package var isOpen: Bool {
        if case .fixed = self { false } else { true }
    }
}

/// A text with a style; tables and details consist of spans.
package struct Span: Equatable, Sendable {
    package var text: String
    package var style: Style
    /// The localized text, if it is prose and no data.
    private var localized: LocalizedText?
    /// The least number of cells it takes.
    private var width = 0

    /// Makes a span of data, which is the same in every language.
    package init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    /// Makes a span of prose, in the user's language; `width` aligns the spans after it.
    package init(says localized: LocalizedText, _ style: Style = .plain, width: Int = 0) {
        text = localized.english.padded(toWidth: width)
        self.style = style
        self.localized = localized
        self.width = width
    }

    /// Returns the span in the user's language.
    func said(in localizer: Localizer) -> Span {
        guard let localized else { return self }
        var said = self
        said.text = localizer(localized).padded(toWidth: width)
        return said
    }
}

extension [Span] {
    /// The number of cells the spans take side by side, with control characters as escapes.
    package var printableWidth: Int { reduce(0) { $0 + $1.text.printable.displayWidth } }
}

/// The sort key of a column: missing values come before numbers, numbers before texts.
package enum SortValue: Comparable, Sendable {
    case missing
    case number(Double)
    case text(String)

    static func time(_ time: Timestamp?) -> SortValue {
        time?.date.map { .number($0.timeIntervalSince1970) } ?? .missing
    }
}

/// One column of a kind's table: a heading, a width, and the function that makes a cell of an item.
package struct TableColumn<Item: Sendable>: Sendable {
    package let title: String
    package let width: ColumnWidth
    package let alignment: TextAlignment
    /// Whether the sidebar's narrow table has it.
    package let isCompact: Bool
    /// Whether it is among the last to be left out of a table that is too narrow.
    let isKept: Bool
    package let spans: @Sendable (Item, RenderContext) -> [Span]
    /// The text that a filter searches; `nil` for a column of symbols.
    let search: (@Sendable (Item) -> String)?
    /// The API's name of the field, if the service can sort by it.
    let field: String?
    /// The sort key, if it is not the text.
    let order: (@Sendable (Item, RenderContext) -> SortValue)?
    /// The heading and the cell of a column that draws into the whole of its width, in cells; else `nil`.
    let heading: (@Sendable (RenderContext, Int) -> [Span])?
    let cells: (@Sendable (Item, RenderContext, Int) -> [Span])?

    package init(
        _ title: String,
        _ width: ColumnWidth,
        alignment: TextAlignment = .leading,
        compact: Bool = true,
        kept: Bool = false,
        field: String? = nil,
        search: (@Sendable (Item) -> String)? = nil,
        by order: (@Sendable (Item, RenderContext) -> SortValue)? = nil,
        spans: @escaping @Sendable (Item, RenderContext) -> [Span]
    ) {
        self.title = title
        self.width = width
        self.alignment = alignment
        isCompact = compact
        isKept = kept
        self.field = field
        self.search = search
        self.order = order
        self.spans = spans
        heading = nil
        cells = nil
    }

    /// Makes a column that draws into the whole of its width; `text` stands for it where there is no width.
    init(
        _ title: String,
        heading: @escaping @Sendable (RenderContext, Int) -> [Span],
        cells: @escaping @Sendable (Item, RenderContext, Int) -> [Span],
        by order: @escaping @Sendable (Item, RenderContext) -> SortValue,
        text: @escaping @Sendable (Item) -> String
    ) {
        self.title = title
        width = .flexible
        alignment = .leading
        isCompact = true
        isKept = false
        spans = { item, _ in [Span(text(item))] }
        search = text
        field = nil
        self.order = order
        self.heading = heading
        self.cells = cells
    }

    /// Makes a column of plain text.
    package init(
        _ title: String,
        _ width: ColumnWidth,
        alignment: TextAlignment = .leading,
        compact: Bool = true,
        kept: Bool = false,
        field: String? = nil,
        style: Style = .plain,
        text: @escaping @Sendable (Item) -> String
    ) {
        self.init(
            title,
            width,
            alignment: alignment,
            compact: compact,
            kept: kept,
            field: field,
            search: text
        ) { item, _ in [Span(text(item), style)] }
    }
}
