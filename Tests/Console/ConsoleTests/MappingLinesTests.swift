import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct MappingLinesTests {
    private static func text(
        _ type: ExportType,
        _ spec: JSONValue,
        glyphs: Glyphs = .unicode
    ) -> [String] {
        MappingLines.lines(of: type, spec: spec, glyphs: glyphs).map(\.shownText)
    }

    @Test func `facts stand in the order of an address, then fields and where they are from`() {
        let spec: JSONValue = [
            "bucket": "logs", "keyPrefix": "pv/$(year)", "email": "a@b.c", "compress": true,
            "accessKey": "7H4FDc1M-FxXFZKwjbN_Up1OfY7DotXDjaM5jXzm", "delimiter": "",
            "fields": ["f2": "#hits", "f1": "#时间", "from": "console"], "retention": 0,
        ]
        #expect(
            Self.text(.kodo, spec) == [
                "type       kodo",
                "bucket     logs",
                "keyPrefix  pv/$(year)",
                "email      a@b.c",
                "accessKey  ••••jXzm",
                "compress   true",
                "retention  0",
                "",
                "kodo field      from",
                "f1              ← 时间",
                "f2              ← hits",
                "from            = \"console\"",
            ]
        )
    }

    @Test func `tags, fields and the time of a series are told apart`() {
        let spec: JSONValue = [
            "destRepoName": "db", "series": "req", "tags": ["zone": "#zone"],
            "fields": ["hits": "#hits"], "timestamp": "#time",
        ]
        #expect(
            Self.text(.tsdb, spec, glyphs: .ascii).suffix(7) == [
                "tsdb field      from",
                "tags",
                "zone            <- zone",
                "fields",
                "hits            <- hits",
                "timestamp",
                "timestamp       <- time",
            ]
        )
        #expect(!Self.text(.tsdb, ["timestamp": "", "series": "x"]).contains("timestamp"))
        #expect(
            Self.text(.tsdb, ["tags": ["a": "#a", "b": .null]]).last == "b               = null"
        )
    }

    @Test func `nested documents become paths`() {
        let spec: JSONValue = [
            "doc": [
                "user": "#name", "profile": ["age": "#age", "home": ["city": "#c"], "x": [:]],
                "$inc": ["hits": "#hits"], "n": 1,
            ]
        ]
        #expect(
            Self.text(.mongo, spec).suffix(6) == [
                "$inc.hits          ← hits",
                "n                  = 1",
                "profile.age        ← age",
                "profile.home.city  ← c",
                "profile.x          = {}",
                "user               ← name",
            ]
        )
    }

    @Test(arguments: [
        ExportType.http, .tsdb, .logdb, .kodo, .mongodb, .mongo, .report, .hdfs,
        .init(rawValue: "x"),
    ])
    func `every type does without a mapping, and without a spec`(_ type: ExportType) {
        for spec in [
            JSONValue.null, [:], "text", ["fields": [:], "doc": .null, "timestamp": .null],
        ] {
            #expect(Self.text(type, spec).first == "type  \(type)")
            #expect(Self.text(type, spec).last == "no mapping: every field keeps its name")
        }
    }

    @Test func `columns of a report are its mapping`() {
        let spec: JSONValue = ["dbName": "d", "tableName": "t", "columns": ["uv": "#n"]]
        #expect(Self.text(.report, spec).last == "uv              ← n")
        #expect(Self.text(.http, ["fields": ["a": "#b"]]).contains("fields  {\"a\":\"#b\"}"))
    }

    @Test(arguments: [
        "accessKey", "exportAccessKey", "secretKey", "exportSecretKey", "password", "DB_PASSWORD",
        "token", "authToken", "clientsecret", "passwd",
    ])
    func `no secret is shown`(_ key: String) {
        let secret = "s3cr3t-0123456789-wxyz"
        let spec: JSONValue = .object([
            key: .string(secret), "nested": ["deep": [.object([key: [.string(secret)]])]],
            "list": .object([key: 12_345_678]),
        ])
        for type in ExportType.known + [ExportType(rawValue: "new")] {
            let text = Self.text(type, spec).joined(separator: "\n")
            #expect(text.contains("••••wxyz"))
            #expect(!text.contains("s3cr3t") && !text.contains("12345678"))
        }
    }

    @Test(arguments: [
        ("", ""), ("short", "••••"), ("12345678", "••••"), ("123456789", "••••6789"),
    ])
    func `a short secret keeps nothing`(_ secret: String, _ shown: String) {
        #expect(SecretMask(glyphs: .unicode).masked(secret: secret) == shown)
    }

    @Test(arguments: [
        ("mongodb://root:hunter2@h:27017/db", "mongodb://root:••••@h:27017/db"),
        ("root:p@ss@h:1", "root:••••@h:1"), ("user@h:1", "user@h:1"),
        ("https://h:80/a@b?token=abcdefghijkl&x=1", "https://h:80/a@b?token=••••ijkl&x=1"),
        ("/in?x=1&access_token=abc&", "/in?x=1&access_token=••••&"),
        ("a@b.c", "a@b.c"), ("plain", "plain"), ("", ""),
    ])
    func `an address keeps its place and loses its secrets`(_ address: String, _ shown: String) {
        #expect(SecretMask(glyphs: .unicode).masked(address: address) == shown)
    }

    @Test func `a field named like a secret is none, a constant is`() {
        let spec: JSONValue = ["doc": ["password": "#password", "token": "abcdefghijkl"]]
        #expect(
            Self.text(.logdb, spec).suffix(2) == [
                "password        ← password", "token           = \"••••ijkl\"",
            ]
        )
        let mask = SecretMask(glyphs: .ascii)
        #expect(
            mask.masked(spec) == ["doc": ["password": "#password", "token": "****ijkl"]]
        )
        #expect(mask.masked(["password": "#abc"]) == ["password": "****"])
    }
}
