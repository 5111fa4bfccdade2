import Settings
import Testing

@Suite struct EnvironmentTests {
    @Test func `files live where the base directories say, or below the home directory`() throws {
        let home = try Paths(environment: ["HOME": "/h"])
        #expect(home.configFile == "/h/.config/pandora/config.yaml")
        #expect(home.state == "/h/.local/state/pandora")
        #expect(home.cache == "/h/.cache/pandora")
        let moved = try Paths(
            environment: [
                "HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "relative",
                "XDG_CACHE_HOME": "",
            ]
        )
        #expect(moved.config == "/c/pandora")
        #expect(moved.state == "/h/.local/state/pandora")
        #expect(moved.cache == "/h/.cache/pandora")
    }

    @Test(arguments: [[:], ["HOME": ""], ["XDG_CONFIG_HOME": "/c"]])
    func `without a place for each, what is missing is named`(_ environment: [String: String]) {
        let error = #expect(throws: SettingsError.self) { try Paths(environment: environment) }
        #expect(error?.description.contains("nor HOME is set") == true)
    }

    static let proxies: [(String, [String: String], String?)] = [
        ("https://a.com", ["HTTPS_PROXY": "http://p:3128"], "p:3128"),
        ("https://a.com", ["https_proxy": "p:3128/"], "p:3128"),
        ("https://a.com", ["HTTP_PROXY": "http://p:3128"], nil),
        ("http://a.com", ["http_proxy": "http://p"], "p:80"),
        ("http://a.com", ["ALL_PROXY": "p:1"], "p:1"),
        ("http://a.com", ["HTTP_PROXY": "[::2]:8"], "::2:8"),
        ("http://a.com", ["HTTP_PROXY": ""], nil),
        ("http://127.0.0.1:9900", ["HTTP_PROXY": "p:1"], nil),
        ("http://localhost", ["HTTP_PROXY": "p:1"], nil),
        ("http://[::1]:9900", ["HTTP_PROXY": "p:1"], nil),
        ("https://x.a.com", ["HTTPS_PROXY": "p:1", "NO_PROXY": "b.com, a.com"], nil),
        ("https://x.a.com", ["HTTPS_PROXY": "p:1", "NO_PROXY": ".A.com"], nil),
        ("https://x.a.com", ["HTTPS_PROXY": "p:1", "NO_PROXY": "*.a.com"], nil),
        ("https://xa.com", ["HTTPS_PROXY": "p:1", "NO_PROXY": "a.com"], "p:1"),
        ("https://a.com", ["HTTPS_PROXY": "p:1", "NO_PROXY": "a.com:443"], nil),
        ("https://a.com", ["HTTPS_PROXY": "p:1", "NO_PROXY": "a.com:80"], "p:1"),
        ("https://a.com", ["HTTPS_PROXY": "p:1", "no_proxy": "*"], nil),
        ("https://a.com", ["HTTPS_PROXY": "p:1", "NO_PROXY": ", ,."], "p:1"),
        ("https://a.com.", ["HTTPS_PROXY": "p:1", "NO_PROXY": "b.com\ta.com"], nil),
        ("http://10.1.2.3", ["HTTP_PROXY": "p:1", "NO_PROXY": "10.1.2.3"], nil),
        ("http://10.1.2.3", ["HTTP_PROXY": "p:1", "NO_PROXY": "10.1.2.3:81"], "p:1"),
        ("http://10.1.2.3", ["HTTP_PROXY": "p:1", "NO_PROXY": "10.0.0.0/8"], nil),
        ("http://10.1.2.3", ["HTTP_PROXY": "p:1", "NO_PROXY": "10.1.2.0/30"], nil),
        ("http://10.1.2.4", ["HTTP_PROXY": "p:1", "NO_PROXY": "10.1.2.0/30"], "p:1"),
        ("http://10.1.2.3", ["HTTP_PROXY": "p:1", "NO_PROXY": "10.0.0.0/33"], "p:1"),
        ("http://10.a.com", ["HTTP_PROXY": "p:1", "NO_PROXY": "0.0.0.0/0"], "p:1"),
        ("http://[2001:db8::1]", ["HTTP_PROXY": "p:1", "NO_PROXY": "2001:db8::/32"], nil),
        ("http://[2001:db8::1]", ["HTTP_PROXY": "p:1", "NO_PROXY": "2001:DB8:0::1"], nil),
        ("http://[2001:db8::1]:81", ["HTTP_PROXY": "p:1", "NO_PROXY": "[2001:db8::1]:81"], nil),
        ("http://[2001:db8::1]", ["HTTP_PROXY": "p:1", "NO_PROXY": "2001:db9::/32"], "p:1"),
        ("http://127.example.com", ["HTTP_PROXY": "p:1"], "p:1"),
    ]

    @Test(arguments: proxies)
    func `a proxy is asked for others' machines, but for those it is told to leave out`(
        _ endpoint: String,
        _ environment: [String: String],
        _ expected: String?
    ) throws {
        let proxy = try NetworkSettings(endpoint: endpoint, environment: environment).proxy
        #expect(proxy.map { "\($0.host):\($0.port)" } == expected)
    }

    @Test(arguments: ["socks5://p:1", "https://p:1", "p:x", "http://u:topsecret@p:1", "http://"])
    func `a proxy that cannot be used is told by its variable`(_ value: String) {
        let error = #expect(throws: SettingsError.self) {
            try NetworkSettings(endpoint: "https://a.com", environment: ["HTTPS_PROXY": value])
        }
        #expect(error?.description.hasPrefix("HTTPS_PROXY ") == true)
        #expect(error?.description.contains("topsecret") == false)
    }

    @Test func `a certificate file is passed on`() throws {
        let endpoint = "https://a.com"
        let given = ["SSL_CERT_FILE": "/etc/ca.pem"]
        #expect(try NetworkSettings(endpoint: endpoint, environment: given).caFile == "/etc/ca.pem")
        #expect(try NetworkSettings(endpoint: endpoint, environment: [:]).caFile == nil)
    }

    @Test func `a service's lock is read back as it was written`() {
        let lock = ServiceLock(pid: 123, url: "http://127.0.0.1:9900")
        #expect(lock.text == "{\"pid\":123,\"url\":\"http://127.0.0.1:9900\"}\n")
        #expect(ServiceLock(text: lock.text) == lock)
        #expect(ServiceLock(text: #"{"pid":1,"url":"http://a","more":true}"#)?.pid == 1)
    }

    @Test(arguments: ["", "{", "{}", #"{"pid":"1","url":"x"}"#, #"{"pid":1}"#])
    func `a lock that is not written yet is none`(_ text: String) {
        #expect(ServiceLock(text: text) == nil)
    }
}
