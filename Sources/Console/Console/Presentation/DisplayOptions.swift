package import Screen

/// The display settings: language, glyphs, and what the user has switched with a key.
package struct DisplayOptions: Equatable, Sendable {
    package var localizer = Localizer.english
    /// The glyphs that the terminal can draw.
    package var glyphs = Glyphs.unicode
    package private(set) var times = TimeStyle.absolute
    package private(set) var notation = Notation.json
    /// Whether SQL is shown with what the service's engine is given for it.
    package private(set) var showsTranslation = false
    /// Whether the terminal has the focus; without it the service is polled less often.
    package var hasTerminalFocus = true
    /// Whether the focused half takes the whole width.
    package var isZoomed = false

    package var night = NightWindow()

    package init() {}

    mutating func toggleTimes() { times = times == .absolute ? .relative : .absolute }

    mutating func toggleTranslation() { showsTranslation.toggle() }

    mutating func toggleNotation() { notation = notation == .json ? .yaml : .json }
}
