import Screen

/// The glyphs and the language that a dialog is drawn with.
struct OverlayContext {
    let glyphs: Glyphs
    let localizer: Localizer
    /// Whether the question takes answers yet.
    let takesAnswers: Bool
}
