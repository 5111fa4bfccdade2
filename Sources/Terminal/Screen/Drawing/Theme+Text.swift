/// An error in a theme of the configuration: the value in quotes, then what to do.
package struct ThemeError: Error, Equatable, CustomStringConvertible {
    package let description: String
}

extension Theme {
    /// Makes a theme from another one with some styles changed, in the configuration's notation.
    ///
    /// `looks` maps a style's name to its look: a colour, `on` and a colour, and any of `bold`, `dim`,
    /// `underline`, `reverse`, as in `brightred on 236 bold`. Colours are the sixteen names or 0 to 255.
    package init(
        name: String,
        basedOn base: Theme,
        looks: [String: String]
    ) throws(ThemeError) {
        var changed: [Style: Appearance] = [:]
        for (styleName, look) in looks.sorted(by: { $0.key < $1.key }) {
            guard let style = Style.allCases.first(where: { "\($0)" == styleName }) else {
                let known = Style.allCases.map { "\($0)" }.joined(separator: ", ")
                throw ThemeError(
                    description:
                        "theme '\(name)' knows no style '\(styleName)': use one of \(known)"
                )
            }
            guard let appearance = Appearance(text: look) else {
                throw ThemeError(
                    description: "theme '\(name)' cannot read '\(look)' for \(styleName): "
                        + "write it as 'brightred on 236 bold'"
                )
            }
            changed[style] = appearance
        }
        self.init(name: name) { changed[$0] ?? base[$0] }
    }
}

extension Appearance {
    /// Reads `brightred on 236 bold underline`; `nil` for a word it does not know, and for one too many.
    package init?(text: String) {
        var foreground: Color?
        var background: Color?
        var attributes: Attributes = []
        var isBackground = false
        for word in text.lowercased().split(separator: " ") {
            if word == "on", !isBackground {
                isBackground = true
            } else if let attribute = Attributes.names[String(word)] {
                attributes.insert(attribute)
            } else if let color = Color(text: String(word)) {
                guard (isBackground ? background : foreground) == nil else { return nil }
                if isBackground { background = color } else { foreground = color }
            } else {
                return nil
            }
        }
        guard isBackground == (background != nil) else { return nil }
        self.init(foreground, on: background, attributes)
    }
}

extension Appearance.Attributes {
    fileprivate static let names: [String: Self] = [
        "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse,
    ]
}

extension Appearance.Color {
    private static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    ]

    /// Reads a name as one of the 16 colours, and a number as one of the 256, with the nearest of the 16 for
    /// terminals that have only those.
    fileprivate init?(text: String) {
        if let index = Self.names.firstIndex(of: text) {
            self.init(UInt8(index))
        } else if text.hasPrefix("bright"),
            let index = Self.names.firstIndex(of: String(text.dropFirst(6)))
        {
            self.init(UInt8(index + 8))
        } else if let number = UInt8(text) {
            self.init(Self.basic(of: number), number)
        } else {
            return nil
        }
    }

    /// Returns the nearest of the 16 colours to one of the 256, by the bits of the colour cube or by the grey level.
    private static func basic(of number: UInt8) -> UInt8 {
        switch number {
        case 0..<16: return number
        case 232...: return number < 244 ? 8 : 7
        default:
            let cube = Int(number) - 16
            let parts = [cube / 36, cube / 6 % 6, cube % 6]
            let bits = parts.enumerated().reduce(0) { $0 | ($1.element >= 3 ? 1 << $1.offset : 0) }
            return UInt8(bits) + ((parts.max() ?? 0) >= 4 && bits != 0 ? 8 : 0)
        }
    }
}
