import Screen

/// What a dialog is drawn with: the signs and the language.
struct OverlayContext {
    let glyphs: Glyphs
    let localizer: Localizer
    /// Whether what is asked may be answered yet.
    let takesAnswers: Bool
}
