import Testing

@testable import Settings

/// Changes of the configuration file that leave what the user wrote.
@Suite struct ConfigTextTests {
    private static let profile = Profile(
        name: "new",
        endpoint: "https://pipeline.example.com",
        accessKey: "ak",
        secretKey: "it's: #1"
    )
    private static let block = [
        "new:", "  endpoint: 'https://pipeline.example.com'", "  accessKey: ak",
        "  secretKey: 'it''s: #1'",
    ]

    @Test(
        arguments: [
            ("", "profiles:\n@  "),
            ("# mine\nlanguage: zh", "# mine\nlanguage: zh\nprofiles:\n@  "),
            ("profiles:\nascii: true\n", "profiles:\n@  ascii: true\n"),
            (
                "profiles: # all\n    a: # one\n        endpoint: http://h\n\n# keys\nkeys: {}\n",
                "profiles: # all\n    a: # one\n        endpoint: http://h\n@    \n# keys\nkeys: {}\n"
            ),
            (
                "profiles:\n  # the first\n  a: {endpoint: 'http://h'}\n  # the end\n",
                "profiles:\n  # the first\n  a: {endpoint: 'http://h'}\n  # the end\n@  "
            ),
            (
                "profiles:\r\n  a: {endpoint: 'http://h'}\r\n",
                "profiles:\r\n  a: {endpoint: 'http://h'}\r\n@  "
            ),
        ]
    )
    func `a profile is added behind the others, and nothing else changes`(
        _ text: String,
        _ expected: String
    ) throws {
        let end = text.contains("\r\n") ? "\r\n" : "\n"
        let config = try ConfigText(text, path: "config.yaml").adding(Self.profile)
        let place = try #require(expected.firstIndex(of: "@"))
        let rest = expected[expected.index(after: place)...]
        let indent = rest.prefix { $0 == " " }
        let block = Self.block.map { String(indent) + $0 + end }.joined()
        let after = String(rest.dropFirst(indent.count))
        #expect(config.text == String(expected[..<place]) + block + after)
        #expect(try config.meaning().profiles["new"] == Self.profile)
        #expect(throws: SettingsError.self) { try config.adding(Self.profile) }
    }

    @Test(
        arguments: [
            ("profiles: {a: {endpoint: 'http://h'}}\n", "new"),
            ("{profiles: {a: {endpoint: 'http://h'}}}\n", "new"),
            ("profiles:\n", "a b"), ("profiles:\n", "x: y"), ("profiles:\n", ""),
        ]
    )
    func `a file of another form, and a name that is none, are refused`(
        _ text: String,
        _ name: String
    ) {
        var profile = Self.profile
        profile.name = name
        #expect(throws: SettingsError.self) {
            try ConfigText(text, path: "config.yaml").adding(profile)
        }
    }

    @Test(
        arguments: [
            ("", "# c\nprofile: a\n"),
            ("profile: b # the default\n", "# c\nprofile: a # the default\n"),
            ("profile:   b\n", "# c\nprofile: a\n"),
            ("ascii: true\n", "# c\nprofile: a\nascii: true\n"),
        ]
    )
    func `the default is changed in its line, or gets one`(
        _ text: String,
        _ expected: String
    ) throws {
        let profiles = "profiles:\n  a: {endpoint: 'http://h'}\n  b: {endpoint: 'http://h'}\n"
        let config = try ConfigText("# c\n" + text + profiles, path: "config.yaml").using("a")
        #expect(config.text == expected + profiles)
        #expect(try config.using("a") == config)
        #expect(throws: SettingsError.self) { try config.using("z") }
    }
}
