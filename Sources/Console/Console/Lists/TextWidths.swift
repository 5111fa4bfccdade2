import Screen

/// The cells that the texts of a list's columns need, for those that fit their texts.
///
/// They are measured when the rows change and not for a picture, so that a key costs no more with many rows; of long
/// lists a part is measured, evenly spread.
package struct TextWidths: Equatable, Sendable {
    private static let mostMeasured = 128

    private let widths: [String: Int]

    init() { widths = [:] }

    init(of rows: [Row], columns: [AnyTableColumn], in context: RenderContext) {
        let step = max(1, rows.count / Self.mostMeasured)
        let measured = stride(from: 0, to: rows.count, by: step).map { rows[$0].item }
        let fitting = columns.filter { $0.width == .fitting }
        widths = Dictionary(
            fitting.map { column in
                let heading = context.localizer(known: column.title).displayWidth
                let widest = measured.reduce(heading) {
                    max($0, column.spans($1, context).printableWidth)
                }
                return (column.title, widest)
            },
            uniquingKeysWith: max
        )
    }

    /// Returns the cells that a column's widest text needs; `nil` if it was not measured.
    func width(of column: AnyTableColumn) -> Int? { widths[column.title] }
}
