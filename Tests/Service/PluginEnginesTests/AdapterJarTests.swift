import Foundation
import ProjectFiles
import Testing

/// The adapter's jar, which is kept compiled since a Java runtime has no compiler.
@Suite struct AdapterJarTests {
    @Test func `the jar of the adapter was made of the sources beside it`() throws {
        let folder = ProjectFiles.root.appending(path: "Sources/Service/PluginEngines")
        let jar = try Data(contentsOf: folder.appending(path: "PluginAdapter.jar"))
        let sources = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "Adapter"),
            includingPropertiesForKeys: nil
        )
        let kept = AdapterJarTests.checksums(of: jar).filter { $0.key.hasSuffix(".java") }
        var present: [String: UInt32] = [:]
        for source in sources {
            present[source.lastPathComponent] = AdapterJarTests.checksum(
                try Data(contentsOf: source)
            )
        }
        #expect(kept == present, "run Tools/build-plugin-adapter.sh")
    }

    /// Returns the checksums of a jar's files, by name, from its directory.
    private static func checksums(of jar: Data) -> [String: UInt32] {
        let bytes = [UInt8](jar)
        func number(_ at: Int, _ count: Int) -> Int {
            (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
        }
        var found: [String: UInt32] = [:]
        for at in bytes.indices.dropLast(46) where number(at, 4) == 0x0201_4b50 {
            let name = bytes[(at + 46)..<(at + 46 + number(at + 28, 2))]
            found[String(decoding: name, as: UTF8.self)] = UInt32(number(at + 16, 4))
        }
        return found
    }

    private static func checksum(_ data: Data) -> UInt32 {
        var sum = UInt32.max
        for byte in data {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xedb8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
