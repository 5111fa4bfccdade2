import CNcurses

/// What this machine's descriptions of terminals say of a type.
///
/// It is read without a screen, and must not be while one is open.
package struct TerminalDescription: Equatable, Sendable {
    package let colours: Int
    package let hasAlternateScreen: Bool
    /// Whether the cursor can be placed, without which no screen can be drawn.
    package let canPlaceCursor: Bool

    /// `nil` where there is no description of the type.
    package init?(type: String) {
        var description = cn_description()
        guard !type.isEmpty, cn_read_description(type, &description) != 0 else { return nil }
        colours = Int(description.colours)
        hasAlternateScreen = description.has_alternate_screen != 0
        canPlaceCursor = description.can_place_cursor != 0
    }
}
