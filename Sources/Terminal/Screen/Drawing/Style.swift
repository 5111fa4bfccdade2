/// What a piece of the screen means; never how it looks.
///
/// A `Theme` turns a style into colours and attributes, so that a dark, a light and a colourless
/// terminal differ in one table and a snapshot names meanings.
package enum Style: UInt8, CaseIterable, Sendable {
    case plain, muted, strong, heading
    case border, focusedBorder, title, focusedTitle, header
    case marker, selected, marked, accent
    case good, warning, failure
    case key, footer, notice, error
    case dialog, dialogTitle, input, match
    case sqlKeyword, sqlString, sqlNumber, sqlComment, variable
}
