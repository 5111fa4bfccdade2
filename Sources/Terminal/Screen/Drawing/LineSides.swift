/// The directions in which the lines of one cell leave it; a box-drawing glyph is a set of them.
package struct LineSides: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let up = LineSides(rawValue: 1)
    package static let down = LineSides(rawValue: 2)
    package static let left = LineSides(rawValue: 4)
    package static let right = LineSides(rawValue: 8)
}

extension Glyphs {
    /// The glyph whose lines leave the cell on exactly these sides, or the nearest there is.
    package func line(_ sides: LineSides) -> Character {
        switch sides {
        case [.up, .down, .left, .right]: cross
        case [.down, .left, .right]: teeDown
        case [.up, .left, .right]: teeUp
        case [.up, .down, .right]: teeRight
        case [.up, .down, .left]: teeLeft
        case [.down, .right]: topLeft
        case [.down, .left]: topRight
        case [.up, .right]: bottomLeft
        case [.up, .left]: bottomRight
        case [.up, .down], .up, .down: vertical
        default: horizontal
        }
    }

    /// The sides on which the lines of a glyph leave its cell; none where it is no line.
    package func sides(of glyph: Character) -> LineSides {
        if glyph == horizontal { return [.left, .right] }
        if glyph == vertical { return [.up, .down] }
        let junctions: [LineSides] = [
            [.down, .right], [.down, .left], [.up, .right], [.up, .left],
            [.down, .left, .right], [.up, .left, .right], [.up, .down, .right],
            [.up, .down, .left], [.up, .down, .left, .right],
        ]
        return junctions.first { line($0) == glyph } ?? []
    }
}
