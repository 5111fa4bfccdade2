import ChildProcess
import ConsoleRuntime
import FoundationEssentials
import Glibc
import PipelineAPI
import Settings

/// Runs the user's editor on a temporary file: `VISUAL`, then `EDITOR`, then `vi`.
struct ExternalEditor: Sendable {
    let environment: [String: String]

    var documentEditor: DocumentEditor {
        DocumentEditor(
            parse: { text throws(APIError) in try ExternalEditor.parse(text) },
            edit: { text async throws(APIError) in try await edit(text) }
        )
    }

    static func parse(_ text: String) throws(APIError) -> JSONValue {
        let json: Data
        do throws(SettingsError) {
            json = try YAMLDocument.json(from: text)
        } catch { throw APIError(.malformedBody, error.description) }
        return try JSONCoding.decode(JSONValue.self, from: json)
    }

    /// The file is its owner's alone and gone afterwards: it may hold keys.
    func edit(_ text: String) async throws(APIError) -> String {
        let directory = environment["XDG_RUNTIME_DIR"] ?? environment["TMPDIR"] ?? "/tmp"
        let path = "\(directory)/pandora-\(getpid())-\(UInt32.random(in: 0 ... .max)).yaml"
        defer { unlink(path) }
        do {
            try write(text, to: path)
            let code = try await ForegroundChild.run(
                "/bin/sh",
                arguments: ["-c", "exec \(command) \"$1\"", "sh", path],
                environment: environment
            )
            guard code == 0 else {
                throw APIError(.cancelled, "'\(command)' ended with \(code): nothing was sent")
            }
            let bytes = FileManager.default.contents(atPath: path) ?? Data()
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            throw (error as? APIError) ?? APIError(.cancelled, "\(error): set EDITOR")
        }
    }

    private var command: String {
        let wanted = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }
        return wanted.first { !$0.isEmpty } ?? "vi"
    }

    private func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else {
            throw APIError(.cancelled, "'\(path)' cannot be written: check the directory")
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw APIError(.cancelled, "'\(path)' cannot be written: make room")
        }
    }
}
