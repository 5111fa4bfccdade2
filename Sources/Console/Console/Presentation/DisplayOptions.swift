package import Screen

/// How everything is drawn: language, signs, and what the user has switched with a key.
package struct DisplayOptions: Equatable, Sendable {
    package var localizer = Localizer.english
    /// The signs the terminal can draw.
    package var glyphs = Glyphs.unicode
    package private(set) var times = TimeStyle.absolute
    package private(set) var notation = Notation.json
    /// Whether SQL is shown with what the service's engine is given for it.
    package private(set) var showsTranslation = false
    /// Whether the terminal has the focus; where nobody looks, the service is asked less often.
    package var hasTerminalFocus = true
    /// Whether the focused half has the whole width.
    package var isZoomed = false

    package init() {}

    mutating func toggleTimes() { times = times == .absolute ? .relative : .absolute }

    mutating func toggleTranslation() { showsTranslation.toggle() }

    mutating func toggleNotation() { notation = notation == .json ? .yaml : .json }
}
