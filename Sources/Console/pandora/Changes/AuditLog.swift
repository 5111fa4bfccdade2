import Console
import FoundationEssentials
import Glibc
import PipelineAPI
import SystemPackage

/// The log of all changes made from this machine: one JSON object a line, readable by the user alone.
struct AuditLog: Sendable {
    let path: String
    let user: String

    private struct Line: Encodable {
        let user: String
        let entry: ActivityEntry

        private enum Key: CodingKey { case user }

        func encode(to encoder: any Encoder) throws {
            try entry.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(user, forKey: .user)
        }
    }

    /// Appends an entry in one write, so that lines of two consoles never mix; returns false if it fails.
    func append(_ entry: ActivityEntry) -> Bool {
        let directory = FilePath(path).removingLastComponent().string
        try? FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        guard var bytes = try? JSONCoding.encode(Line(user: user, entry: entry)) else {
            return false
        }
        bytes.append(UInt8(ascii: "\n"))
        let descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    }
}
