import Commands
import Console
import FoundationEssentials
import Glibc
import PipelineAPI
import Screen
import Settings

/// Opens the user's editor until the document is accepted or given up.
struct ItemEdit {
    let session: Session
    let options: ChangeOptions
    let noun: String

    func run(_ start: EditDraft) async throws(CommandFailure) {
        let editor = ExternalEditor(environment: session.environment)
        let round = EditRound(
            api: session.api,
            parse: { text throws(APIError) in try ExternalEditor.parse(text) },
            edit: { text async throws(APIError) in try await editor.edit(text) }
        )
        var draft = start
        while true {
            let (after, outcome) = await round.run(draft)
            draft = after
            switch outcome {
            case .unchanged:
                if let problem = draft.problem { throw givenUp(draft, problem) }
                return try Output.line("nothing was changed")
            case .emptied: throw ended(draft, "the document was emptied: nothing was sent")
            case .failed(let reason): throw ended(draft, reason)
            case .invalid(let problem): draft.problem = try again(draft, problem)
            case .ready(let call):
                guard let problem = try await send(draft, call, round) else { return }
                draft.problem = try again(draft, problem)
            }
        }
    }

    /// Sends a confirmed draft; returns the reason if the service refuses it.
    private func send(
        _ draft: EditDraft,
        _ call: String,
        _ round: EditRound
    ) async throws(CommandFailure) -> String? {
        if options.dryRun {
            try Output.line(ValueText.escaped(call))
            return nil
        }
        let what = "Change \(noun) \(draft.address?.nameInContainer ?? "")"
        do throws(CommandFailure) {
            try session.confirm([.document(draft, call: call)], options)
        } catch { throw givenUp(draft, error.lines.joined(separator: "\n")) }
        let said: String
        do throws(CommandFailure) {
            said = try await session.change(what) { () async throws(APIError) in
                try await round.submit(draft).english
            }
        } catch { return error.lines.joined(separator: "\n") }
        try Output.line(said.printable)
        return nil
    }

    /// Returns the problem to show in the editor, if there is a terminal.
    private func again(_ draft: EditDraft, _ problem: String) throws(CommandFailure) -> String {
        guard isatty(STDIN_FILENO) == 1 else { throw givenUp(draft, problem) }
        return problem
    }

    /// Returns the failure of an editor; a text that was refused before is kept.
    private func ended(_ draft: EditDraft, _ reason: String) -> CommandFailure {
        draft.problem == nil ? CommandFailure(.refused, reason) : givenUp(draft, reason)
    }

    /// Saves the typed text as a document for `pandora apply`.
    private func givenUp(_ draft: EditDraft, _ problem: String) -> CommandFailure {
        let failure = CommandFailure(.refused, problem)
        guard let path = keep(draft) else { return failure }
        return failure.adding("your text is kept: change it and run pandora apply -f '\(path)'")
    }

    private func keep(_ draft: EditDraft) -> String? {
        guard let address = draft.address,
            let state = (try? Paths(environment: session.environment))?.state
        else { return nil }
        let start = "\(state)/edited-\(address.kind)-\(address.name)"
        let path = free(start, for: draft.document)
        do throws(SettingsError) {
            try PrivateFile.write(draft.document, to: path)
            return path
        } catch { return nil }
    }

    /// Returns the first of the numbered paths that has no other text in it, which may be the only copy.
    private func free(_ start: String, for text: String) -> String {
        var (path, number) = (start + ".yaml", 1)
        while let bytes = FileManager.default.contents(atPath: path), bytes != Data(text.utf8) {
            number += 1
            path = "\(start)-\(number).yaml"
        }
        return path
    }
}
