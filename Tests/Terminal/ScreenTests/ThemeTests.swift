import Screen
import Testing

@Suite struct ThemeTests {
    @Test func `what the eye must find differs from plain text in every theme`() {
        let found: [Style] = [
            .selected, .marked, .failure, .warning, .focusedTitle, .match, .error, .key,
        ]
        for theme in Theme.all {
            for style in found {
                #expect(theme[style] != theme[.plain], "\(style) in \(theme.name)")
            }
        }
    }

    @Test func `the theme without colours has none`() {
        for style in Style.allCases {
            #expect(Theme.mono[style].foreground == nil)
            #expect(Theme.mono[style].background == nil)
        }
    }

    @Test func `without colours what runs, fails or is chosen still stands out`() {
        // What is good needs nobody's eye: its sign and its word say it.
        let found: [Style] = [
            .failure, .error, .accent, .warning, .notice, .selected, .marked, .match, .muted,
        ]
        for style in found {
            #expect(Theme.mono[style] != Theme.mono[.plain], "\(style)")
        }
        #expect(Theme.mono[.failure] != Theme.mono[.accent])
        #expect(Theme.mono[.selected] != Theme.mono[.marked])
    }

    @Test func `basic colours are among the sixteen`() {
        for theme in Theme.all {
            for style in Style.allCases {
                let colors = [theme[style].foreground, theme[style].background].compactMap { $0 }
                #expect(colors.allSatisfy { $0.basic < 16 })
            }
        }
    }
}
