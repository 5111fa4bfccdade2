import ArgumentParser
import Console
import Foundation
import Screen
import Settings
import Testing

@testable import pandora

/// How the console looks, from the command line, the profile, the configuration and the environment.
@Suite struct AppearanceTests {
    private func look(
        _ configuration: String = "",
        _ arguments: [String] = [],
        profile theme: String? = nil,
        environment more: [String: String] = ["LANG": "C.UTF-8"]
    ) throws -> ConsoleAppearance {
        let home = NSTemporaryDirectory() + "look-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: home) }
        try FileManager.default.createDirectory(
            atPath: home + "/.config/pandora",
            withIntermediateDirectories: true
        )
        let path = home + "/.config/pandora/config.yaml"
        try Data(configuration.utf8).write(to: URL(filePath: path))
        chmod(path, 0o600)
        let profile = Profile(
            name: "p",
            endpoint: "http://a",
            credentials: nil,
            theme: theme
        )
        let options = try ConsoleOptions.parse(arguments)
        return try ConsoleAppearance(options, profile, more.merging(["HOME": home]) { $1 })
    }

    private func message(_ configuration: String, _ arguments: [String] = []) -> String {
        do {
            _ = try look(configuration, arguments)
            return ""
        } catch { return "\(error)" }
    }

    @Test func `the command line's theme is before the profile's, that before the file's`() throws {
        #expect(try look().theme == .dark)
        #expect(try look("theme: light").theme == .light)
        #expect(try look("theme: light", profile: "contrast").theme == .contrast)
        #expect(try look("theme: light", ["--theme", "mono"], profile: "dark").theme == .mono)
    }

    @Test func `a theme of one's own changes another`() throws {
        let text = "theme: night\nthemes: {night: {base: light, failure: white on red bold}}"
        let theme = try look(text).theme
        #expect(theme.name == "night" && theme[.muted] == Theme.light[.muted])
        #expect(theme[.failure] == Appearance(text: "white on red bold"))
        #expect(try look("theme: dark\nthemes: {dark: {failure: red}}").theme == .dark)
    }

    @Test func `what is wrong with a theme is told`() {
        #expect(message("theme: nihgt").contains("there is no theme 'nihgt': use one of dark"))
        #expect(message("", ["--theme", "x"]).contains("there is no theme 'x'"))
        let base = "theme: a\nthemes: {a: {base: b}}"
        #expect(message(base).contains("theme 'a' changes 'b', which is not there"))
        #expect(message("theme: a\nthemes: {a: {failure: redd}}").contains("cannot read 'redd'"))
    }

    @Test func `a view whose column is not there is refused at the start`() throws {
        let text = "views: {late: {kind: jobs, sort: BACTH}}"
        #expect(
            message(text).contains(
                "views.late: 'BACTH' is no column of jobs: did you mean 'BATCH'?"
            )
        )
        #expect(message("views: {late: {kind: jobs, key: r}}").contains("'late' and 'rerun' both"))
        #expect(try look("views: {late: {kind: jobs, key: F6}}").views.map(\.name) == ["late"])
    }

    @Test func `keys of one's own are in force, a mistake names the file`() throws {
        let keymap = try look("keys: {pause: F5}").keymap
        #expect(keymap.binding(for: .function(5))?.title == "pause")
        #expect(keymap.binding(for: .character("p")) == nil)
        let clash = message("keys: {pause: R}")
        #expect(clash.contains("config.yaml") && clash.contains("'refresh' and 'pause'"))
    }

    @Test func `the language is asked for, configured, or the locale's`() throws {
        #expect(try look().localizer.language == .english)
        #expect(try look(environment: ["LANG": "zh_CN.UTF-8"]).localizer.language == .chinese)
        let mixed = ["LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"]
        #expect(try look(environment: mixed).localizer.language == .chinese)
        #expect(try look("language: zh").localizer.language == .chinese)
        #expect(try look("language: zh", ["--lang", "en"]).localizer.language == .english)
        #expect(message("language: fr").contains("does not speak 'fr': use en or zh"))
    }

    @Test(arguments: [
        ["LC_ALL": "zh_CN.GBK"], ["LC_ALL": "zh_CN"], ["LANG": "zh_CN.GB18030"],
        ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"],
    ])
    func `a locale without UTF-8 is answered in English and ASCII, unless Chinese is asked for`(
        _ environment: [String: String]
    ) throws {
        let look = try look(environment: environment)
        #expect(look.localizer.language == .english)
        #expect(look.glyphs == .ascii)
        let asked = try self.look("", ["--lang", "zh"], environment: environment)
        #expect(asked.localizer.language == .chinese)
    }

    @Test func `ASCII is asked for, configured, or what the locale can show`() throws {
        #expect(try look().glyphs == .unicode)
        #expect(try look(environment: ["LANG": "C"]).glyphs == .ascii)
        #expect(try look("ascii: false", environment: ["LANG": "C"]).glyphs == .unicode)
        #expect(try look("ascii: true").glyphs == .ascii)
        #expect(try look("ascii: false", ["--ascii"]).glyphs == .ascii)
    }

    @Test func `the profiles to switch between are the configuration's`() throws {
        let text = "profiles: {b: {endpoint: 'http://b'}, a: {endpoint: 'http://a'}}"
        #expect(try look(text).profiles == ["a", "b"])
        #expect(try look().profiles.isEmpty)
    }
}
