import Settings
import Testing

/// What the configuration says of looks, keys and the language.
@Suite struct ConfigLookTests {
    private func file(_ text: String) throws(SettingsError) -> ConfigFile {
        try ConfigFile(text: text, path: "/c/config.yaml")
    }

    @Test func `themes of one's own are a look by style, with the theme they change`() throws {
        let file = try file(
            """
            theme: night
            themes:
              night: { base: contrast, failure: "brightwhite on red bold", muted: "245" }
              day:
                base: light
            """
        )
        #expect(file.theme == "night")
        #expect(
            file.themes == [
                "night": [
                    "base": "contrast", "failure": "brightwhite on red bold", "muted": "245",
                ], "day": ["base": "light"],
            ]
        )
    }

    @Test func `a colour by its number needs no quotes`() throws {
        #expect(try file("themes: {mine: {muted: 245}}").themes["mine"] == ["muted": "245"])
    }

    @Test func `keys of one's own are one key or several, by what they do`() throws {
        let file = try file(
            """
            keys:
              refresh: F5
              page down: [Ctrl-F, PgDn, Space]
              filter: "/"
            """
        )
        #expect(
            file.bindings == [
                "refresh": ["F5"], "page down": ["Ctrl-F", "PgDn", "Space"], "filter": ["/"],
            ]
        )
    }

    @Test func `a digit is a key, too`() throws {
        #expect(try file("keys: {overview: 9, requests: [0]}").bindings["overview"] == ["9"])
    }

    @Test func `the language is a word`() throws {
        #expect(try file("language: zh").language == "zh")
        #expect(try file("").language == nil)
    }

    @Test(arguments: ["", "themes:\n", "themes: {}\nkeys: {}\n", "keys:\n"])
    func `a file that says nothing of looks changes none`(_ text: String) throws {
        let file = try file(text)
        #expect(file.themes.isEmpty && file.bindings.isEmpty && file.theme == nil)
    }

    @Test(arguments: [
        "themes: dark", "themes: {night: bold}", "themes: {night: {failure: [red]}}",
        "keys: [a, b]",
        "keys: {quit: {a: b}}", "keys: {quit: []}", "language: [en]", "theme: {a: b}",
    ])
    func `a mistake is told with its file and its place`(_ text: String) {
        let error = #expect(throws: SettingsError.self) { try file(text) }
        let key = text.prefix { $0 != ":" }
        #expect(error?.description.contains("/c/config.yaml") == true)
        #expect(error?.description.contains(key) == true, "\(error?.description ?? "")")
    }
}
