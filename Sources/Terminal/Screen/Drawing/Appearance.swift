/// The colours and attributes that a style is drawn with; either colour may be the terminal's default.
package struct Appearance: Equatable, Hashable, Sendable {
    /// A colour in the two palettes that terminals have.
    ///
    /// `basic` is one of the 16 named colours (0 to 15), `extended` an index into the 256.
    package struct Color: Equatable, Hashable, Sendable {
        package let basic: UInt8
        package let extended: UInt8

        package init(_ basic: UInt8, _ extended: UInt8) {
            self.basic = basic
            self.extended = extended
        }

        /// One of the 16 named colours, also on a terminal with 256 colours.
        package init(_ basic: UInt8) { self.init(basic, basic) }
    }

    /// The attributes every terminal can show in some way.
    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let bold = Attributes(rawValue: 1)
        package static let dim = Attributes(rawValue: 2)
        package static let underline = Attributes(rawValue: 4)
        package static let reverse = Attributes(rawValue: 8)
    }

    /// The text's colour; `nil` is the terminal's default.
    package let foreground: Color?
    /// The background colour; `nil` is the terminal's default.
    package let background: Color?
    package let attributes: Attributes

    package init(
        _ foreground: Color? = nil,
        on background: Color? = nil,
        _ attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }
}
