import Settings
import Testing

@Suite struct ProfileChoiceTests {
    private let path = "/c/config.yaml"
    private let two = """
        profile: prod
        profiles:
          prod: { endpoint: "https://prod", accessKey: pa, secretKey: ps }
          lab: { endpoint: "http://lab", accessKey: la, secretKey: ls }
          bare: { endpoint: "http://bare" }
        """
    private let one = "profiles: { lab: { endpoint: 'http://lab', accessKey: la, secretKey: ls } }"
    private let both = ["PANDORA_ACCESS_KEY": "ea", "PANDORA_SECRET_KEY": "es"]

    private func choose(
        _ asked: String? = nil,
        _ text: String? = nil,
        _ environment: [String: String] = [:]
    ) throws -> Profile? {
        try ConfigFile.profile(
            asked: asked,
            file: try text.map { text throws(SettingsError) in
                try ConfigFile(text: text, path: path)
            },
            path: path,
            environment: environment
        )
    }

    private func message(
        _ asked: String? = nil,
        _ text: String? = nil,
        _ environment: [String: String] = [:]
    ) -> String? {
        #expect(throws: SettingsError.self) { try choose(asked, text, environment) }?.description
    }

    @Test func `the file's choice is used where nothing else says`() throws {
        #expect(try choose(nil, two)?.name == "prod")
    }

    @Test func `the only profile needs no choice, and none at all is no error`() throws {
        #expect(try choose(nil, one)?.name == "lab")
        #expect(try choose(nil, nil) == nil)
        #expect(try choose(nil, "profiles: {}") == nil)
        #expect(
            try choose(nil, "profiles: {a: {endpoint: 'http://a'}, b: {endpoint: 'http://b'}}")
                == nil
        )
    }

    @Test func `the command line goes before the environment, and that before the file`() throws {
        #expect(try choose(nil, two, ["PANDORA_PROFILE": "lab"])?.name == "lab")
        #expect(try choose("prod", two, ["PANDORA_PROFILE": "lab"])?.name == "prod")
        #expect(try choose(nil, two, ["PANDORA_PROFILE": ""])?.name == "prod")
    }

    @Test func `a profile asked for is taken as the file has it`() throws {
        let environment = both.merging(["PANDORA_ENDPOINT": "http://other"]) { $1 }
        let profile = try #require(try choose("prod", two, environment))
        #expect(profile.endpoint == "https://prod")
        #expect(profile.accessKey == "pa")
    }

    @Test func `an endpoint in the environment stands for itself, with keys of its own`() throws {
        let environment = both.merging(["PANDORA_ENDPOINT": "http://other:1/"]) { $1 }
        let profile = try #require(try choose(nil, two, environment))
        #expect(profile.name == "environment")
        #expect(profile.endpoint == "http://other:1")
        #expect(profile.secretKey == "es")
        #expect(
            message(nil, two, ["PANDORA_ENDPOINT": "http://other"])
                == "PANDORA_ENDPOINT is set without keys: "
                + "set PANDORA_ACCESS_KEY and PANDORA_SECRET_KEY too"
        )
    }

    @Test func `with a chosen profile the environment replaces what it names`() throws {
        let chosen = ["PANDORA_PROFILE": "lab"]
        let moved = try #require(
            try choose(nil, two, chosen.merging(["PANDORA_ENDPOINT": "http://other"]) { $1 })
        )
        #expect((moved.name, moved.endpoint, moved.accessKey) == ("lab", "http://other", "la"))
        let keyed = try #require(try choose(nil, two, chosen.merging(both) { $1 }))
        #expect((keyed.endpoint, keyed.accessKey) == ("http://lab", "ea"))
        #expect(try choose(nil, two, both)?.accessKey == "ea")
    }

    @Test func `a choice that cannot be followed says what there is`() {
        #expect(
            message("nope", two)
                == "no profile named 'nope' in '/c/config.yaml': it has 'bare', 'lab', 'prod'"
        )
        #expect(
            message("nope", nil)
                == "no profile named 'nope' in '/c/config.yaml': there is no such file"
        )
        #expect(
            message("bare", two)?.hasPrefix("profile 'bare' in '/c/config.yaml' has no keys")
                == true
        )
        #expect(message(nil, two, ["PANDORA_PROFILE": "nope"])?.contains("'nope'") == true)
    }

    @Test(arguments: [
        (
            ["PANDORA_ACCESS_KEY": "a"],
            "PANDORA_ACCESS_KEY is set alone: set PANDORA_SECRET_KEY too"
        ),
        (
            ["PANDORA_SECRET_KEY": "a"],
            "PANDORA_SECRET_KEY is set alone: set PANDORA_ACCESS_KEY too"
        ),
        (
            ["PANDORA_ACCESS_KEY": "a:b", "PANDORA_SECRET_KEY": "a"],
            "PANDORA_ACCESS_KEY is not an access key: give one without ':'"
        ),
        (
            ["PANDORA_ENDPOINT": "there"],
            "PANDORA_ENDPOINT: 'there' is no address: begin it with http:// or https://"
        ),
    ])
    func `a variable that cannot be used is told by its name`(
        _ environment: [String: String],
        _ expected: String
    ) {
        #expect(message(nil, two, environment) == expected)
    }
}
