import Settings
import Testing

@Suite struct ConfigFileTests {
    private let path = "/c/config.yaml"

    private func file(_ text: String) throws(SettingsError) -> ConfigFile {
        try ConfigFile(text: text, path: path)
    }

    @Test func `a file says how to reach services, and how carefully`() throws {
        let file = try file(
            """
            profile: prod
            ascii: true
            theme: light
            profiles:
              prod:
                endpoint: https://nb-pipeline.qiniuapi.com/
                region: jjh
                command: [pass, show, pandora]
                writable: ask
                confirm: name
                theme: dark
              lab: { endpoint: "http://127.0.0.1:9900", accessKey: ak, secretKey: "s:k #1" }
              eyes: { endpoint: "https://a", readOnly: true, tokenCommand: "sign | head -1" }
              ticket: { endpoint: "https://b:8443/base", token: "Pandora a:b:c" }
            """
        )
        #expect(file.profile == "prod")
        #expect(file.ascii == true)
        #expect(file.theme == "light")
        #expect(
            file.profiles["prod"]
                == Profile(
                    name: "prod",
                    endpoint: "https://nb-pipeline.qiniuapi.com",
                    region: "jjh",
                    credentials: .command(["pass", "show", "pandora"]),
                    writable: .ask,
                    confirm: .name,
                    theme: "dark"
                )
        )
        let lab = try #require(file.profiles["lab"])
        #expect((lab.accessKey, lab.secretKey) == ("ak", "s:k #1"))
        #expect((lab.region, lab.writable, lab.confirm) == ("nb", .always, .ask))
        #expect(!lab.readOnly)
        let eyes = try #require(file.profiles["eyes"])
        #expect(eyes.readOnly)
        #expect(eyes.credentials == .tokenCommand(["/bin/sh", "-c", "sign | head -1"]))
        #expect(file.profiles["ticket"]?.token == "Pandora a:b:c")
    }

    @Test(arguments: ["", "# nothing yet\n", "profiles:\n", "profiles: {}\n", "profile: ~\n"])
    func `a file that says nothing is no mistake`(_ text: String) throws {
        let file = try file(text)
        #expect(file.profiles.isEmpty)
        #expect(file.profile == nil)
    }

    static let mistakes: [(String, String)] = [
        ("- a", "'/c/config.yaml' is not a mapping: write 'key: value' lines"),
        (
            "profile: nope",
            "profile in '/c/config.yaml': there is no profile 'nope': it has none"
        ),
        (
            "profile: nope\nprofiles: {b: {endpoint: 'http://b'}, a: {endpoint: 'http://a'}}",
            "profile in '/c/config.yaml': there is no profile 'nope': it has 'a', 'b'"
        ),
        (
            "thmes: dark",
            "thmes in '/c/config.yaml': is unknown: use one of profile, profiles, ascii, theme, language, themes, keys, commands, views"
        ),
        (
            "ascii: maybe",
            "ascii in '/c/config.yaml': 'maybe' is not a truth value: write true or false"
        ),
        ("theme: [a]", "theme in '/c/config.yaml': is not one value"),
        (
            "profiles: {a: x}",
            "'profiles.a' in '/c/config.yaml' is not a mapping: write 'key: value' lines"
        ),
        (
            "profiles: {a: {}}",
            "profiles.a.endpoint in '/c/config.yaml': is missing: give the service's address"
        ),
        (
            "profiles: {a: {endpoint: 'a.com'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'a.com' is no address: "
                + "begin it with http:// or https://"
        ),
        (
            "profiles: {a: {endpoint: 'http://', accessKey: a, secretKey: b}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://' is no address: "
                + "write http://host or http://host:port"
        ),
        (
            "profiles: {a: {endpoint: 'http://a:99999'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://a:99999' is no address: "
                + "write http://host or http://host:port"
        ),
        (
            "profiles: {a: {endpoint: 'http://[::1:9900'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://[::1:9900' is no address: "
                + "write an IPv6 address as http://[::1]:9900"
        ),
        (
            "profiles: {a: {endpoint: 'http://[host]:1'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://[host]:1' is no address: "
                + "write an IPv6 address as http://[::1]:9900"
        ),
        (
            "profiles: {a: {endpoint: 'http://::1:9900'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://::1:9900' is no address: "
                + "write an IPv6 address as http://[::1]:9900"
        ),
        (
            "profiles: {a: {endpoint: 'http://例子:1'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://例子:1' is no address: "
                + "write it in ASCII, a name of other letters as xn--…"
        ),
        (
            "profiles: {a: {endpoint: 'https://2001:db8::1'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'https://2001:db8::1' is no address: "
                + "write an IPv6 address as https://[::1]:9900"
        ),
        (
            "profiles: {a: {endpoint: 'http://a:9900/V2/repos'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://a:9900/V2/repos' is not the address alone: "
                + "leave out '/v2', which every path begins with"
        ),
        (
            "profiles: {a: {endpoint: 'http://a/?b'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://a/?b' is no address: "
                + "leave out blanks, '?' and '#'"
        ),
        (
            "profiles: {a: {endpoint: 'http://a:9900/v2/'}}",
            "profiles.a.endpoint in '/c/config.yaml': 'http://a:9900/v2/' is not the address alone: "
                + "leave out '/v2', which every path begins with"
        ),
        (
            "profiles: {a: {endpoint: 'http://a', writable: sometimes}}",
            "profiles.a.writable in '/c/config.yaml': 'sometimes' is unknown: "
                + "use one of never, ask, always"
        ),
        (
            "profiles: {a: {endpoint: 'http://a', writable: always, readOnly: true}}",
            "profiles.a.writable in '/c/config.yaml': contradicts 'readOnly: true': "
                + "keep one of the two"
        ),
        (
            "profiles: {a: {endpoint: 'http://a', confirm: twice}}",
            "profiles.a.confirm in '/c/config.yaml': 'twice' is unknown: use one of ask, name"
        ),
        (
            "profiles: {a: {endpoint: 'http://a', accessKey: k}}",
            "profiles.a.secretKey in '/c/config.yaml': is missing: give the secret of 'k'"
        ),
        (
            "profiles: {a: {endpoint: 'http://a', secretKey: k}}",
            "profiles.a.accessKey in '/c/config.yaml': is not an access key: give one without ':'"
        ),
        (
            "profiles: {a: {endpoint: 'http://a', command: []}}",
            "profiles.a.command in '/c/config.yaml': is not a command: "
                + "write a line, or a list of words"
        ),
        (
            "profiles: {a: {endpoint: 'http://a', token: x}}",
            "profiles.a.token in '/c/config.yaml': is no token: it begins with 'Pandora '"
        ),
        (
            "profiles: {a: {endpoint: 'http://a', token: 'Pandora x', command: y}}",
            "profiles.a.accessKey in '/c/config.yaml': keys, token, command and tokenCommand "
                + "exclude each other: keep one"
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told with its file, its key and its value`(
        _ text: String,
        _ message: String
    ) {
        #expect(throws: SettingsError(message)) { try file(text) }
    }

    @Test(arguments: [
        "profiles: {a: {secretKey: topsecret",
        "profiles:\n  a:\n    secretKey: topsecret\n   b: c",
        "secretKey: topsecret: topsecret\n",
        "profiles: {a: {endpoint: 'https://u:topsecret@b'}}",
        "profiles: {a: {endpoint: 'http://a', secretKey: [topsecret]}}",
        "profiles: {a: {endpoint: 'http://a', secretKey: topsecret}}",
        "profiles: {a: {endpoint: 'http://a', token: topsecret}}",
        "\ttopsecret: @",
    ])
    func `no message quotes what may be a secret`(_ text: String) {
        let error = #expect(throws: SettingsError.self) { try file(text) }
        #expect(error?.description.contains("topsecret") == false, "\(error?.description ?? "")")
        #expect(error?.description.contains(path) == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test func `a line that is no YAML is told by its number`() {
        let error = #expect(throws: SettingsError.self) { try file("a: b\nc: d: e\n") }
        #expect(error?.description.contains("line 2: ") == true, "\(error?.description ?? "")")
    }

    @Test func `a profile shows its secret to nobody by accident`() throws {
        let file = try file(
            """
            profiles:
              a: { endpoint: "http://a", accessKey: ak, secretKey: topsecret }
              b: { endpoint: "http://b", token: "Pandora topsecret" }
            """
        )
        var dumped = ""
        dump(file, to: &dumped)
        #expect(!dumped.contains("topsecret"))
        #expect(!"\(file)".contains("topsecret"))
        #expect(dumped.contains("keys(ak)"))
    }
}
