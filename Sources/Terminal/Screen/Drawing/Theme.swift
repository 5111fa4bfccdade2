/// The appearance of every style.
///
/// Only the terminal reads it; code that draws knows styles alone.
package struct Theme: Equatable, Sendable {
    package let name: String
    private let appearances: [Appearance]

    package init(name: String, _ appearance: (Style) -> Appearance) {
        self.name = name
        appearances = Style.allCases.map(appearance)
    }

    package subscript(_ style: Style) -> Appearance { appearances[Int(style.rawValue)] }
}

extension Theme {
    package static let all = [dark, light, contrast, mono]

    /// Colours of the highest contrast, for poor screens.
    package static let contrast = Theme(name: "contrast") { style in
        switch style {
        case .plain, .footer, .muted, .border, .sqlComment: Appearance(Color(15))
        case .strong, .title, .heading, .header, .marked: Appearance(Color(15), .bold)
        case .focusedBorder, .marker, .accent, .key: Appearance(Color(14), .bold)
        // Never bold: many terminals show a bold black as grey.
        case .focusedTitle, .selected, .match: Appearance(Color(0), on: Color(15))
        case .good, .sqlString: Appearance(Color(10), .bold)
        case .warning, .notice, .variable: Appearance(Color(11), .bold)
        case .failure, .error: Appearance(Color(15), on: Color(1), .bold)
        case .dialog: Appearance(Color(15))
        case .dialogTitle: Appearance(Color(0), on: Color(14))
        case .input: Appearance(Color(15), [.bold, .underline])
        case .sqlKeyword: Appearance(Color(14), .bold)
        case .sqlNumber: Appearance(Color(13), .bold)
        }
    }

    package static let dark = Theme(name: "dark") { style in
        switch style {
        // The marker moves with every key; without a colour a move takes half the bytes.
        case .plain, .marker: Appearance()
        case .muted, .border, .sqlComment: Appearance(Color(8, 244))
        case .strong, .title: Appearance(nil, .bold)
        case .heading, .header: Appearance(Color(6), .bold)
        case .focusedBorder: Appearance(Color(6))
        case .focusedTitle: Appearance(Color(14), .bold)
        case .selected: Appearance(Color(15), on: Color(4, 24))
        case .marked: Appearance(Color(3), .bold)
        case .accent, .key: Appearance(Color(6))
        case .good: Appearance(Color(2))
        case .warning: Appearance(Color(3))
        case .failure, .error: Appearance(Color(1, 203), .bold)
        case .footer: Appearance(Color(7))
        case .notice: Appearance(Color(3))
        case .dialog: Appearance()
        case .dialogTitle: Appearance(Color(14), .bold)
        case .input: Appearance(nil, .underline)
        case .match: Appearance(Color(0), on: Color(3))
        case .sqlKeyword: Appearance(Color(4, 75), .bold)
        case .sqlString: Appearance(Color(2))
        case .sqlNumber: Appearance(Color(5, 176))
        case .variable: Appearance(Color(3))
        }
    }

    package static let light = Theme(name: "light") { style in
        switch style {
        case .plain, .marker: Appearance()
        case .muted, .border, .sqlComment: Appearance(Color(8, 243))
        case .strong, .title: Appearance(nil, .bold)
        case .heading, .header: Appearance(Color(4), .bold)
        case .focusedBorder, .accent, .key: Appearance(Color(4, 25))
        case .focusedTitle: Appearance(Color(4, 25), .bold)
        case .selected: Appearance(Color(0), on: Color(6, 153))
        case .marked: Appearance(Color(5), .bold)
        case .good: Appearance(Color(2, 28))
        case .warning, .notice: Appearance(Color(3, 130))
        case .failure, .error: Appearance(Color(1, 160), .bold)
        case .footer: Appearance(Color(0, 238))
        case .dialog: Appearance()
        case .dialogTitle: Appearance(Color(4, 25), .bold)
        case .input: Appearance(nil, .underline)
        case .match: Appearance(Color(0), on: Color(3, 221))
        case .sqlKeyword: Appearance(Color(4, 25), .bold)
        case .sqlString: Appearance(Color(2, 28))
        case .sqlNumber: Appearance(Color(5, 90))
        case .variable: Appearance(Color(3, 130))
        }
    }

    /// Attributes only: for `NO_COLOR` and for terminals without colours.
    package static let mono = Theme(name: "mono") { style in
        switch style {
        case .plain, .border, .good, .footer, .dialog, .sqlString, .sqlNumber:
            Appearance()
        case .muted, .sqlComment: Appearance(nil, .dim)
        case .selected, .match: Appearance(nil, .reverse)
        case .input, .variable, .accent: Appearance(nil, .underline)
        case .strong, .heading, .focusedBorder, .title, .header, .marker, .marked, .warning,
            .failure, .key, .notice, .error, .sqlKeyword:
            Appearance(nil, .bold)
        case .focusedTitle, .dialogTitle: Appearance(nil, [.bold, .reverse])
        }
    }

    private typealias Color = Appearance.Color
}
