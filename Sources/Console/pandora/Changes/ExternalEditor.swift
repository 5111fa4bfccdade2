import ChildProcess
import Console
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
            edit: { text async throws(APIError) in try await edit(text) },
            keep: { draft in
                _ = try? DraftFiles(environment: environment).create(draft.document)
            }
        )
    }

    static func parse(_ text: String) throws(APIError) -> JSONValue {
        let json: Data
        do throws(SettingsError) {
            json = try YAMLDocument.json(from: text)
        } catch { throw APIError(.malformedBody, error.description) }
        return try JSONCoding.decode(JSONValue.self, from: json)
    }

    /// Returns the text as the user left it.
    ///
    /// Only the owner may read the file, which may hold keys. It is removed, unless the editor failed and the file
    /// has text of the user's: the message then names it.
    func edit(_ text: String) async throws(APIError) -> String {
        let drafts: DraftFiles
        let path: String
        do throws(SettingsError) {
            drafts = try DraftFiles(environment: environment)
            path = try drafts.create(text)
        } catch { throw APIError(.cancelled, error.description) }
        do throws(APIError) {
            try await runEditor(path)
            let bytes = FileManager.default.contents(atPath: path) ?? Data()
            let typed = try ExternalEditor.decode(bytes)
            unlink(path)
            return typed
        } catch {
            guard drafts.isChanged(path, from: text) else {
                unlink(path)
                throw error
            }
            throw APIError(error.code, "\(error.message); your text is kept in '\(path)'")
        }
    }

    private func runEditor(_ path: String) async throws(APIError) {
        let code: Int32
        do {
            code = try await ForegroundChild.run(
                "/bin/sh",
                arguments: ["-c", "exec \(command) \"$1\"", "sh", path],
                environment: environment
            )
        } catch { throw APIError(.cancelled, "\(error): set EDITOR") }
        guard code != 0 else { return }
        let end = code > 128 ? "was terminated by signal \(code - 128)" : "ended with \(code)"
        throw APIError(.cancelled, "'\(command)' \(end): nothing was sent")
    }

    private static func decode(_ bytes: Data) throws(APIError) -> String {
        do throws(SettingsError) {
            return try UTF8Text.decode(bytes)
        } catch {
            throw APIError(
                .malformedBody,
                "the document cannot be read: \(error.description); nothing was sent"
            )
        }
    }

    private var command: String {
        let wanted = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }
        return wanted.first { !$0.isEmpty } ?? "vi"
    }
}
