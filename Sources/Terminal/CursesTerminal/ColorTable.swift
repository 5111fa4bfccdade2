import CNcurses
import Screen

/// The number of colours a terminal can show.
enum ColorDepth: Equatable {
    case none, eight, sixteen, extended

    init(count: Int32) {
        switch count {
        case 256...: self = .extended
        case 16...: self = .sixteen
        case 8...: self = .eight
        default: self = .none
        }
    }
}

/// Maps styles to attributes and colour pairs of ncurses.
///
/// A pair is allocated when a style is first drawn, since terminals have few of them.
struct ColorTable {
    /// Attributes and colour pair of a cell.
    struct Rendition {
        let attributes: attr_t
        let pair: Int32
    }

    private struct Colors: Hashable {
        let foreground: Int32
        let background: Int32
    }

    private let theme: Theme
    private let depth: ColorDepth
    private let hasDefaultColors: Bool
    private var renditions: [Rendition?]
    private var pairs: [Colors: Int32] = [:]

    init(theme: Theme, depth: ColorDepth, hasDefaultColors: Bool) {
        self.theme = depth == .none ? .mono : theme
        self.depth = depth
        self.hasDefaultColors = hasDefaultColors
        renditions = Array(repeating: nil, count: Style.allCases.count)
    }

    mutating func rendition(of style: Style) -> Rendition {
        let index = Int(style.rawValue)
        if let rendition = renditions[index] { return rendition }
        let rendition = makeRendition(theme[style])
        renditions[index] = rendition
        return rendition
    }

    private mutating func makeRendition(_ appearance: Appearance) -> Rendition {
        var attributes: attr_t = 0
        if appearance.attributes.contains(.bold) { attributes |= cn_bold() }
        if appearance.attributes.contains(.dim) { attributes |= cn_dim() }
        if appearance.attributes.contains(.underline) { attributes |= cn_underline() }
        if appearance.attributes.contains(.reverse) { attributes |= cn_reverse() }
        // With eight colours, bold selects the bright ones.
        if depth == .eight, let color = appearance.foreground, color.basic >= 8 {
            attributes |= cn_bold()
        }
        return Rendition(attributes: attributes, pair: pair(of: appearance))
    }

    private mutating func pair(of appearance: Appearance) -> Int32 {
        guard depth != .none, appearance.foreground != nil || appearance.background != nil else {
            return 0
        }
        let colors = Colors(
            foreground: index(of: appearance.foreground, default: 7),
            background: index(of: appearance.background, default: 0)
        )
        if let pair = pairs[colors] { return pair }
        let pair = Int32(pairs.count + 1)
        guard init_extended_pair(pair, colors.foreground, colors.background) != ERR else {
            return 0
        }
        pairs[colors] = pair
        return pair
    }

    private func index(of color: Appearance.Color?, default fallback: Int32) -> Int32 {
        guard let color else { return hasDefaultColors ? -1 : fallback }
        return switch depth {
        case .extended: Int32(color.extended)
        case .sixteen: Int32(color.basic)
        case .eight, .none: Int32(color.basic % 8)
        }
    }
}
