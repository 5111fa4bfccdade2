/// The sides of a cell that its lines reach; a box-drawing glyph is a set of them.
///
/// The bits are right, left, down, up, from the highest: every border cell of every picture is looked up by them.
package struct LineSides: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let up = LineSides(rawValue: 1)
    package static let down = LineSides(rawValue: 2)
    package static let left = LineSides(rawValue: 4)
    package static let right = LineSides(rawValue: 8)
}

extension Glyphs {
    /// Returns the glyph whose lines reach exactly these sides, or the nearest one.
    package func line(_ sides: LineSides) -> Character {
        switch sides.rawValue {
        case 0b1111: cross
        case 0b1110: teeDown
        case 0b1101: teeUp
        case 0b1011: teeRight
        case 0b0111: teeLeft
        case 0b1010: topLeft
        case 0b0110: topRight
        case 0b1001: bottomLeft
        case 0b0101: bottomRight
        case 0b0011, 0b0001, 0b0010: vertical
        default: horizontal
        }
    }

    /// Returns the sides that a glyph's lines reach; an empty set for a glyph that is no line.
    package func sides(of glyph: Character) -> LineSides {
        if glyph == horizontal { return [.left, .right] }
        if glyph == vertical { return [.up, .down] }
        let junctions: [UInt8] = [
            0b1010, 0b0110, 0b1001, 0b0101, 0b1110, 0b1101, 0b1011, 0b0111, 0b1111,
        ]
        let sides = junctions.lazy.map(LineSides.init).first { line($0) == glyph }
        return sides ?? []
    }
}
