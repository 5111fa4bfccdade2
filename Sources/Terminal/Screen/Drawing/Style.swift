/// The meaning of a piece of the screen, without colours.
///
/// A `Theme` maps styles to colours and attributes, so that code that draws is independent of the theme and
/// snapshots name meanings.
package enum Style: UInt8, CaseIterable, Sendable {
    case plain, muted, strong, heading
    case border, focusedBorder, title, focusedTitle, header
    case marker, selected, marked, accent
    case good, warning, failure
    case key, footer, notice, error
    case dialog, dialogTitle, input, match
    case sqlKeyword, sqlString, sqlNumber, sqlComment, variable
}
