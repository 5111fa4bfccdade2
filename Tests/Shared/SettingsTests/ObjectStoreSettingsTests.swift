import Foundation
import Settings
import Testing

@Suite struct ObjectStoreSettingsTests {
    private static let keys = "accessKey: a, secretKey: s3cr3t"
    private static let address = "endpoint: 'http://127.0.0.1:9000'"

    private func read(_ text: String, mode: Int = 0o600) throws -> ObjectStoreSettings? {
        var found: ObjectStoreSettings?
        try inTemporaryDirectory { directory in
            let path = directory + "/" + ObjectStoreSettings.fileName
            try Data(text.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            found = try ObjectStoreSettings.read(from: path)
        }
        return found
    }

    @Test func `a store has a region and its buckets in the path where nothing is said`() throws {
        let found = try #require(try read("kodo: {\(Self.address), \(Self.keys)}"))
        #expect(found.endpoint == "http://127.0.0.1:9000" && found.region == "us-east-1")
        #expect(found.accessKey == "a" && found.secretKey == "s3cr3t" && found.pathStyle)
        #expect(!"\(found) \(String(reflecting: found))".contains("s3cr3t"))
        let text = "kodo: {\(Self.address), \(Self.keys), region: z0, pathStyle: false}"
        let other = try #require(try read(text))
        #expect(other.region == "z0" && !other.pathStyle)
    }

    @Test(arguments: [
        "", "kodo: local", "tsdb: local\nreport: local\nlogdb: local\nmongodb: local",
    ])
    func `what is local is on this machine, also in a file that others can read`(
        _ text: String
    ) throws {
        #expect(try read(text, mode: 0o644) == nil)
    }

    @Test func `without the file everything is on this machine`() throws {
        #expect(try ObjectStoreSettings.read(from: "/nonexistent/stores.yaml") == nil)
    }

    @Test func `a file with keys that others can read is refused`() {
        let error = #expect(throws: SettingsError.self) {
            try read("kodo: {\(Self.address), \(Self.keys)}", mode: 0o644)
        }
        #expect(error?.description.contains("can be read by others") == true)
    }

    @Test(arguments: [
        ("kodo: {}", "kodo.endpoint in", "is missing"),
        ("kodo: {\(address)}", "kodo.accessKey in", "is missing"),
        ("kodo: {\(address), accessKey: a}", "kodo.secretKey in", "is missing"),
        ("kodo: {endpoint: 'ftp://a', \(keys)}", "kodo.endpoint in", "is no address of a store"),
        ("kodo: {endpoint: 'http://a/b', \(keys)}", "kodo.endpoint in", "a host and a port only"),
        ("kodo: {endpoint: 'http://s3cr3t@a', \(keys)}", "kodo.endpoint in", "is no address"),
        ("kodo: {\(address), \(keys), pathstyle: true}", "kodo.pathstyle in", "is unknown"),
        ("kodoo: local", "kodoo in", "is unknown: use one of kodo, tsdb"),
        ("tsdb: {url: 'http://127.0.0.1:8086'}", "tsdb in", "write local, or leave it out"),
        ("mongodb: remote", "mongodb in", "write local, or leave it out"),
    ])
    func `what cannot be a store is refused with its place, and no secret is told`(
        _ text: String,
        _ place: String,
        _ reason: String
    ) {
        let error = #expect(throws: SettingsError.self) { try read(text) }
        let words = error?.description ?? ""
        #expect(words.contains(place) && words.contains(reason), "\(words)")
        #expect(!words.contains("s3cr3t"))
    }
}
