import Foundation
import PipelineAPI
import Testing

@testable import PipelineEngine

@Suite struct ObjectSelectionTests {
    /// A store with these objects, each with its key as its text.
    private struct Store: ObjectSource {
        let keys: [String]

        func keys(in bucket: String, prefixes: [String]) async throws(APIError) -> [String] {
            keys.filter { key in prefixes.contains { key.hasPrefix($0) } }
        }

        func copy(_ copies: [ObjectCopy], from bucket: String) async throws(APIError) {
            for copy in copies {
                try? Data(copy.key.utf8).write(to: URL(filePath: copy.path))
            }
        }
    }

    private func names(_ keys: [String], prefixes: [String]) async throws -> [String: String] {
        let directory = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let selection = FileSelection(
            root: "/nowhere",
            zone: .utc,
            list: { _ in ["no file is looked for"] },
            objects: { Store(keys: keys) }
        )
        let source = DataSource(
            region: "nb",
            type: .kodo,
            spec: DataSourceSpec(bucket: "b", keyPrefixes: prefixes, fileType: "json")
        )
        let scope = VariableScope(
            user: [],
            parameters: [:],
            batchTime: Date(timeIntervalSince1970: 0),
            zone: .utc
        )
        let files = try await selection.files(
            of: source,
            filter: "",
            scope: scope,
            copiesIn: directory,
            by: EngineFake()
        )
        var found: [String: String] = [:]
        for path in files.paths {
            found[files.name(of: path)] = try String(contentsOfFile: path, encoding: .utf8)
        }
        return found
    }

    @Test func `the objects of a source are copied, and a copy has the name of its object`()
        async throws
    {
        let found = try await names(["a/1.json", "a/b/2.gz", "c"], prefixes: ["a/"])
        #expect(found == ["a/1.json": "a/1.json", "a/b/2.gz": "a/b/2.gz"])
    }

    @Test func `variables in prefixes are replaced before the store is asked`() async throws {
        let found = try await names(["1970/x", "1971/x"], prefixes: ["$(year)/"])
        #expect(found.keys.sorted() == ["1970/x"])
    }

    @Test func `no object leaves the directory, and none hides another`() async throws {
        let keys = ["../../etc/x", "a", "a/b", "a//b", "/c", "d/", "./e"]
        let found = try await names(keys, prefixes: [""])
        #expect(found["..%2F..%2Fetc%2Fx"] == "../../etc/x")
        #expect(found["a"] == "a")
        #expect(found["a/b"] == nil, "a is a file, and has nothing below it")
        #expect(found.count == keys.count - 1, "what ends with a slash is no object with rows")
        #expect(Set(found.values) == Set(keys).subtracting(["d/"]))
    }

    @Test func `an object whose name no file can have is refused by its key`() async {
        let key = String(repeating: "n", count: 300)
        let error = await #expect(throws: APIError.self) { try await names([key], prefixes: [""]) }
        #expect(error?.message.contains("cannot be a file on this machine") == true)
    }
}
