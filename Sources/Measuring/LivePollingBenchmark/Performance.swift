import Console
import ConsoleRuntime
import FoundationEssentials
import PipelineAPI
import Screen

/// Runs the console's polling on a terminal that shows nothing.
struct Performance: Sendable {
    let api: any APICaller
    let now: @Sendable () -> Date

    /// Polls for a time.
    func run(for time: Duration) async {
        let program = await program()
        await withDiscardingTaskGroup { group in
            group.addTask { _ = await program.run() }
            try? await Task.sleep(for: time)
            group.cancelAll()
        }
    }

    @UIActor private func program() -> ConsoleProgram {
        let terminal = BlindTerminal()
        let identity = Identity(profile: "rehearsal", region: "nb", endpoint: "http://127.0.0.1")
        let state = ConsoleState(
            identity: identity,
            zone: .system,
            size: terminal.size,
            now: now()
        )
        return ConsoleProgram(
            state: state,
            terminal: terminal,
            api: api,
            host: host
        )
    }

    /// A host without files.
    private var host: ConsoleHost {
        ConsoleHost(
            editor: DocumentEditor(
                parse: { _ throws(APIError) in throw Self.isMissing },
                edit: { _ async throws(APIError) in throw Self.isMissing }
            ),
            runCommand: { _, _ throws(APIError) in throw Self.isMissing },
            audit: { _ in true },
            keepDefinitions: { _, _, _ in },
            definitions: { _ in [] },
            readAudit: { _ in [] },
            fileSize: { _ throws(APIError) in throw Self.isMissing },
            transfer: { _, _, _, _ async throws(APIError) in throw Self.isMissing },
            write: { _, _ throws(APIError) in throw Self.isMissing },
            askProfile: { _ throws(APIError) in throw Self.isMissing },
            keepView: { view throws(APIError) in view.name },
            savePreferences: { _ in },
            keep: { _ in },
            work: { _ in .none },
            requests: AsyncStream { $0.finish() },
            now: now
        )
    }

    private static let isMissing = APIError(.malformedBody, "the rehearsal has no files")
}
