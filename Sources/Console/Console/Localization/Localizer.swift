import Screen

/// Translates texts into the console's language.
package struct Localizer: Equatable, Sendable {
    package enum Language: String, CaseIterable, Sendable {
        case english = "en"
        case chinese = "zh"

        /// The language that a locale such as `zh_CN.UTF-8` stands for.
        package init(locale: String) {
            self = locale.lowercased().hasPrefix("zh") ? .chinese : .english
        }
    }

    package let language: Language
    /// Whether texts without a translation are marked, for tests.
    let marksMissing: Bool
    /// Whether symbols in texts are replaced by ASCII.
    private var isASCII = false

    package static let english = Localizer(.english)

    package init(_ language: Language) {
        self.init(language, marksMissing: false)
    }

    init(_ language: Language, marksMissing: Bool) {
        self.language = language
        self.marksMissing = marksMissing
    }

    /// Returns the localizer for a screen with these glyphs.
    func drawn(with glyphs: Glyphs) -> Localizer {
        var localizer = self
        localizer.isASCII = glyphs == .ascii
        return localizer
    }

    package func callAsFunction(_ localized: LocalizedText) -> String {
        localized.text(translation)
    }

    /// A title of the catalogue of kinds, keys or columns.
    package func callAsFunction(known title: String) -> String { translation(title) }

    private func translation(_ key: String) -> String {
        let text = translated(key)
        guard isASCII, text.contains(where: { Localizer.spellings[$0] != nil }) else { return text }
        return text.map { Localizer.spellings[$0] ?? String($0) }.joined()
    }

    private static let spellings: [Character: String] = [
        "…": "...", "→": "->", "←": "<-", "×": "x", "—": "-",
    ]

    private func translated(_ key: String) -> String {
        guard language == .chinese else { return key }
        if let text = Chinese.texts[key] { return text }
        return marksMissing && Localizer.isProse(key) ? "⟦\(key)⟧" : key
    }

    /// Returns whether a key contains a word; symbols and values are the same in every language.
    static func isProse(_ key: String) -> Bool {
        var run = 0
        for character in key {
            run = character.isASCII && character.isLetter ? run + 1 : 0
            if run > 1 { return true }
        }
        return false
    }
}
