import Screen

@testable import Console

extension Scene {
    /// The size, language and glyphs a scene is kept in: those that show most of it.
    enum Form: CaseIterable {
        /// All panes are open, and lines are long.
        case wide
        case usual
        /// The smallest window there is.
        case narrow
        case chinese
        case ascii

        var size: Size {
            switch self {
            case .wide: Size(width: 120, height: 40)
            case .usual, .chinese, .ascii: Size(width: 80, height: 24)
            case .narrow: Size(width: 40, height: 10)
            }
        }

        var localizer: Localizer { self == .chinese ? Localizer(.chinese) : .english }
        var glyphs: Glyphs { self == .ascii ? .ascii : .unicode }

        /// How the file of the picture is told from others.
        var suffix: String {
            let size = "\(size.width)x\(size.height)"
            return switch self {
            case .wide, .usual, .narrow: size
            case .chinese: size + "-zh"
            case .ascii: size + "-ascii"
            }
        }
    }
}
