package import Console
package import ConsoleRuntime
package import FoundationEssentials
import PipelineAPI
import Synchronization

/// The place of long work of one kind.
private struct FakeWork {
    var kept: Data?
    var isTaken = false
    var isBroken = false
}

/// A machine in memory: its files, its editor, and what the console wrote on it.
package final class FakeHost: Sendable {
    private struct State {
        var audit: [ActivityEntry] = []
        var isAuditBroken = false
        var definitions: [DefinitionVersion] = []
        var preferences: [Preferences] = []
        var kept: [Data] = []
        var drafts: [EditDraft] = []
        var files: [String: Int] = [:]
        var written: [String: String] = [:]
        var views: [SavedView] = []
        var askedProfiles: [String] = []
        var profiles: ConsoleHost.AskProfile = {
            _ async throws(APIError) in throw APIError(.cancelled, "no profile is there")
        }
        var transfer: ConsoleHost.Transfer = { _, _, _, _ async throws(APIError) in "sent" }
        var editor: DocumentEditor.Edit = { text async throws(APIError) in text }
        var commands: [[String]] = []
        var program: ConsoleHost.RunCommand = { _, _ async throws(APIError) in
            UserCommandEnd(isSuccess: true, ending: "exited with code 0")
        }
        var works: [WorkKind: FakeWork] = [:]
    }

    private let state = Mutex(State())
    private let requests = AsyncStream.makeStream(of: RequestEntry.self)

    package init() {}

    /// The changes that were written down.
    package var audit: [ActivityEntry] { state.withLock(\.audit) }
    package var definitions: [DefinitionVersion] { state.withLock(\.definitions) }
    package var savedPreferences: [Preferences] { state.withLock(\.preferences) }
    /// The states that were kept for the next start.
    package var kept: [Data] { state.withLock(\.kept) }
    /// The documents that were not sent.
    package var drafts: [EditDraft] { state.withLock(\.drafts) }
    package var written: [String: String] { state.withLock(\.written) }

    /// The profiles that were asked for the board.
    package var askedProfiles: [String] { state.withLock(\.askedProfiles) }

    package func setProfiles(
        _ ask: @escaping ConsoleHost.AskProfile
    ) {
        state.withLock { $0.profiles = ask }
    }

    /// The views that were kept.
    package var views: [SavedView] { state.withLock(\.views) }

    /// What is kept of work under way.
    package func work(_ kind: WorkKind = .repair) -> Data? {
        state.withLock { $0.works[kind]?.kept }
    }

    /// An earlier console has left work.
    package func leave(_ work: Data, of kind: WorkKind = .repair) {
        state.withLock { $0.works[kind, default: FakeWork()].kept = work }
    }

    /// Another console is at the work.
    package func occupyWork(_ kind: WorkKind = .repair) {
        state.withLock { $0.works[kind, default: FakeWork()].isTaken = true }
    }

    /// Work under way cannot be kept any more.
    package func breakWork(_ kind: WorkKind = .repair) {
        state.withLock { $0.works[kind, default: FakeWork()].isBroken = true }
    }

    /// The programs of the user that were run, with their arguments.
    package var commands: [[String]] { state.withLock(\.commands) }

    package func setProgram(_ program: @escaping ConsoleHost.RunCommand) {
        state.withLock { $0.program = program }
    }

    package func breakAudit() { state.withLock { $0.isAuditBroken = true } }
    package func addFile(_ path: String, bytes: Int) { state.withLock { $0.files[path] = bytes } }
    package func setEditor(_ editor: @escaping DocumentEditor.Edit) {
        state.withLock { $0.editor = editor }
    }
    package func setTransfer(_ transfer: @escaping ConsoleHost.Transfer) {
        state.withLock { $0.transfer = transfer }
    }

    func note(_ entry: RequestEntry) { requests.continuation.yield(entry) }

    func consoleHost(_ clock: HandClock) -> ConsoleHost {
        ConsoleHost(
            editor: DocumentEditor(
                parse: { text throws(APIError) in try FlatDocument.parse(text) },
                edit: { [self] text async throws(APIError) in
                    try await state.withLock(\.editor)(text)
                },
                keep: { [self] draft in state.withLock { $0.drafts.append(draft) } }
            ),
            runCommand: { [self] run, onLine async throws(APIError) in
                state.withLock { $0.commands.append(run.arguments) }
                return try await state.withLock(\.program)(run, onLine)
            },
            audit: { [self] entry in
                state.withLock { state in
                    if !state.isAuditBroken { state.audit.append(entry) }
                    return !state.isAuditBroken
                }
            },
            keepDefinitions: { [self] key, rows, date in
                let versions = rows.definitions(of: key, on: "", seen: date)
                state.withLock { $0.definitions += versions }
            },
            definitions: { [self] address in
                state.withLock(\.definitions).filter { $0.isOf(address, on: "") }
            },
            readAudit: { [self] date in
                audit.filter { $0.time.date.map { $0 >= date } ?? false }
                    .map { AuditEntry(user: "alice", change: $0) }
            },
            fileSize: { [self] path throws(APIError) in
                if let size = state.withLock({ $0.files[path] }) { return size }
                throw APIError(.cancelled, "'\(path)' cannot be read: no such file")
            },
            transfer: { [self] request, api, cancellation, report async throws(APIError) in
                try await state.withLock(\.transfer)(request, api, cancellation, report)
            },
            write: { [self] path, text throws(APIError) in try write(text, to: path) },
            askProfile: { [self] name async throws(APIError) in
                state.withLock { $0.askedProfiles.append(name) }
                return try await state.withLock(\.profiles)(name)
            },
            keepView: { [self] view throws(APIError) in
                state.withLock { $0.views.append(view) }
                return "~/.config/pandora/views.yaml"
            },
            savePreferences: { [self] preferences in
                state.withLock { $0.preferences.append(preferences) }
            },
            keep: { [self] data in state.withLock { $0.kept.append(data) } },
            work: { [self] in place(of: $0) },
            requests: requests.stream,
            now: { clock.date }
        )
    }

    private func place(of kind: WorkKind) -> WorkPlace {
        WorkPlace(
            find: { [self] in
                state.withLock { $0.works[kind].flatMap { $0.isTaken ? nil : $0.kept } }
            },
            take: { [self] () throws(APIError) in
                let isFree = state.withLock { state in
                    defer { state.works[kind, default: FakeWork()].isTaken = true }
                    return !state.works[kind, default: FakeWork()].isTaken
                }
                guard isFree else { throw APIError(.cancelled, "another pandora is at it: wait") }
            },
            keep: { [self] data throws(APIError) in
                let isKept = state.withLock { state in
                    if !state.works[kind, default: FakeWork()].isBroken {
                        state.works[kind, default: FakeWork()].kept = data
                    }
                    return !state.works[kind, default: FakeWork()].isBroken
                }
                guard isKept else {
                    throw APIError(.cancelled, "nothing more is sent, since the disk is full")
                }
            },
            leave: { [self] isOver in
                state.withLock { state in
                    state.works[kind, default: FakeWork()].isTaken = false
                    if isOver { state.works[kind, default: FakeWork()].kept = nil }
                }
            }
        )
    }

    private func write(_ text: String, to path: String) throws(APIError) -> Int {
        let isNew = state.withLock { state in
            guard state.written[path] == nil else { return false }
            state.written[path] = text
            return true
        }
        guard isNew else { throw APIError(.cancelled, "'\(path)' is there already") }
        return text.utf8.count
    }
}
