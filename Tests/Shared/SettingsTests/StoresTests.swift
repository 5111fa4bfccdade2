import Foundation
import Testing

@testable import Settings

@Suite struct StoresTests {
    private func stores(_ text: String) throws(SettingsError) -> Stores {
        try Stores(text: text, source: "stores.yaml")
    }

    private let sample = """
        kodo:    { endpoint: "http://127.0.0.1:9000", region: us-east-1, accessKey: a, secretKey: hidden1, pathStyle: true }
        tsdb:    { url: "http://127.0.0.1:8086", database: "$(repo)", user: u, password: hidden2 }
        report:  { url: "mysql://u:hid%40den3@127.0.0.1" }
        logdb:   { url: "http://127.0.0.1:9200" }
        hdfs:    { url: "hdfs://namenode:8020/", user: hadoop }
        mongodb: local
        """

    @Test func `each store is a server with its keys`() throws {
        let found = try stores(sample)
        #expect(found.kodo?.endpoint == "http://127.0.0.1:9000")
        #expect(found.kodo?.secretKey.text == "hidden1")
        #expect(found.kodo?.pathStyle == true)
        let login = Stores.Login(user: "u", password: Secret("hidden2"))
        #expect(found.tsdb?.target == .database("$(repo)", login: login))
        #expect(found.report?.kind == .mysql)
        #expect(found.report?.port == 3306)
        #expect(found.report?.login.password.text == "hid@den3")
        #expect(found.logdb?.login == nil)
        #expect(found.hdfs == Stores.FileSystemStore(url: "hdfs://namenode:8020", user: "hadoop"))
        let two = try stores("tsdb: {url: 'http://h:1', org: o, bucket: b, token: t}")
        #expect(two.tsdb?.target == .bucket("b", organization: "o", token: Secret("t")))
        let other = try stores("report: {url: 'postgresql://u:p@[::1]:5'}")
        #expect(other.report?.kind == .postgres)
        #expect(other.report?.host == "::1")
        #expect(other.report?.port == 5)
    }

    @Test(arguments: [
        "", "kodo:", "kodo: local\ntsdb: local\nreport: local\nlogdb: local\nhdfs: local",
    ])
    func `a store that is not named is local`(_ text: String) throws {
        #expect(try stores(text) == Stores())
        #expect(try Stores.read(from: "/nonexistent/stores.yaml") == Stores())
    }

    @Test func `no way of printing shows a key`() throws {
        let found = try stores(sample)
        var dumped = ""
        dump(found, to: &dumped)
        for text in ["\(found)", String(reflecting: found), dumped] {
            #expect(!text.contains("hid"), "\(text)")
        }
        #expect("\(Secret("hidden"))" == "••••")
    }

    @Test(arguments: [
        ("tsbd: local", "tsbd in 'stores.yaml': is unknown: did you mean 'tsdb'?"),
        (
            "kodo: {endpont: x}",
            "kodo.endpont in 'stores.yaml': is unknown: did you mean 'endpoint'?"
        ),
        (
            "kodo: {endpoint: 'http://h', accessKey: a}",
            "kodo.secretKey in 'stores.yaml': is missing"
        ),
        (
            "kodo: {endpoint: 'http://h/p', accessKey: a, secretKey: b}",
            "kodo.endpoint in 'stores.yaml': has a path"
        ),
        (
            "report: {url: 'oracle://u:p@h'}",
            "report.url in 'stores.yaml': is no address of a database"
        ),
        ("kodo: remote", "kodo in 'stores.yaml': is neither local nor a mapping"),
        ("logdb: {url: 'ftp://h'}", "begin it with http:// or https://"),
        ("tsdb: {url: 'http://h', database: d, org: o}", "keep one of the two"),
        (
            "tsdb: {url: 'http://h', database: d, user: u}",
            "tsdb.password in 'stores.yaml': is missing"
        ),
        ("hdsf: local", "hdsf in 'stores.yaml': is unknown: did you mean 'hdfs'?"),
        (
            "hdfs: {url: 'hdfs://h:1', usr: u}",
            "hdfs.usr in 'stores.yaml': is unknown: did you mean 'user'?"
        ),
        ("hdfs: {url: 'hdfs://h:1'}", "hdfs.user in 'stores.yaml': is missing"),
        ("hdfs: {url: 'http://h:1', user: u}", "'http://h:1', which is no namenode: write hdfs://"),
        ("hdfs: {url: 'hdfs://h', user: u}", "'hdfs://h', which is no namenode"),
        ("hdfs: {url: 'hdfs://h:1/a', user: u}", "'hdfs://h:1/a', which is no namenode"),
        ("hdfs: {url: 'hdfs://h:1', user: ../u}", "is '../u': use letters"),
        (
            "mongodb: {url: 'mongodb://h'}",
            "mongodb in 'stores.yaml': names a server, and none can be reached"
        ),
    ])
    func `what is no store is refused with its place and what to do`(
        _ text: String,
        _ reason: String
    ) {
        let error = #expect(throws: SettingsError.self) { try stores(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        "report: {url: 'oracle://u:hidden@h'}", "report: {url: 'mysql://u:hid/den@h/x'}",
        "report: {url: 'mysql://u:hidden@@h'}", "report: 'mysql://u:hidden@h'",
        "logdb: {url: 'u:hidden@h'}", "logdb: {url: 'http://u:hidden@h'}",
        "mongodb: 'mongodb://u:hidden@h'",
    ])
    func `a refused address is not quoted where it has a password`(_ text: String) {
        let error = #expect(throws: SettingsError.self) { try stores(text) }
        #expect(error?.description.contains("hid") == false, "\(error?.description ?? "")")
    }

    @Test func `a file with keys must be its owner's alone, another need not`() throws {
        try inTemporaryDirectory { directory in
            let path = directory + "/stores.yaml"
            func write(_ text: String, mode: Int) throws {
                try Data(text.utf8).write(to: URL(filePath: path))
                try FileManager.default
                    .setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
            try write(sample, mode: 0o644)
            let error = #expect(throws: SettingsError.self) { try Stores.read(from: path) }
            #expect(error?.description.contains("chmod 600") == true)
            try write(sample, mode: 0o600)
            #expect(try Stores.read(from: path) == stores(sample))
            try write("logdb: {url: 'http://h:9200'}", mode: 0o644)
            #expect(try Stores.read(from: path).logdb?.endpoint == "http://h:9200")
            try write("hdfs: {url: 'hdfs://h:8020', user: u}", mode: 0o644)
            #expect(try Stores.read(from: path).hdfs?.user == "u")
            #expect(throws: SettingsError.self) {
                try Stores.read(from: path + ".none", mustExist: true)
            }
        }
    }
}
