import Screen
import Testing

@Suite struct ThemeTextTests {
    private typealias Color = Appearance.Color

    @Test func `a look is a colour, one behind it, and how it is written`() {
        let look = Appearance(text: "brightred on 236 bold underline")
        #expect(look?.foreground == Color(9) && look?.background == Color(8, 236))
        #expect(look?.attributes == [.bold, .underline])
    }

    @Test(arguments: [
        ("", Appearance()), ("bold", Appearance(nil, .bold)),
        ("on blue", Appearance(nil, on: .init(4))), ("DIM Green", Appearance(.init(2), .dim)),
        ("reverse 7 on 0", Appearance(.init(7), on: .init(0), .reverse)),
        ("  cyan   on  brightwhite ", Appearance(.init(6), on: .init(15))),
    ])
    func `words stand in any order and case`(_ text: String, _ look: Appearance) {
        #expect(Appearance(text: text) == look)
    }

    @Test(arguments: [
        "rde", "256", "-1", "bright", "brightpink", "red blue", "red on", "on",
        "red on blue on green",
        "red on blue green", "#ff0000", "bold,red",
    ])
    func `what is no look is refused`(_ text: String) {
        #expect(Appearance(text: text) == nil)
    }

    @Test(arguments: [
        (9, 9), (16, 0), (231, 15), (196, 9), (46, 10), (21, 12), (226, 11), (232, 8), (255, 7),
    ])
    func `of 256 colours each has a near one among the sixteen`(_ number: UInt8, _ near: UInt8) {
        let color = Appearance(text: "\(number)")?.foreground
        #expect(color == Color(near, number))
    }

    @Test func `a theme changes what it names and keeps the rest`() throws {
        let theme = try Theme(
            name: "mine",
            basedOn: .light,
            looks: ["failure": "white on red bold", "muted": "245"]
        )
        #expect(theme.name == "mine")
        #expect(theme[.failure] == Appearance(Color(7), on: Color(1), .bold))
        for style in Style.allCases where ![.failure, .muted].contains(style) {
            #expect(theme[style] == Theme.light[style], "\(style)")
        }
    }

    @Test func `a style there is none of is told with those there are`() {
        let error = #expect(throws: ThemeError.self) {
            try Theme(name: "mine", basedOn: .dark, looks: ["failed": "red"])
        }
        let text = error?.description ?? ""
        #expect(text.hasPrefix("theme 'mine' knows no style 'failed': use one of plain, muted"))
        for style in Style.allCases { #expect(text.contains("\(style)")) }
    }

    @Test func `a look that cannot be read is told with its style and an example`() {
        let error = #expect(throws: ThemeError.self) {
            try Theme(name: "mine", basedOn: .dark, looks: ["failure": "redd"])
        }
        #expect(
            error?.description
                == "theme 'mine' cannot read 'redd' for failure: write it as 'brightred on 236 bold'"
        )
    }
}
