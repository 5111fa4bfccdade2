package import struct FoundationEssentials.Date

/// The changes made from this console: sent, answered, and what was typed and not sent.
package struct ChangeState: Equatable, Sendable {
    /// Actions that were sent and are not answered yet; a second press of their key changes nothing.
    package private(set) var pending: Set<ActionRequest> = []
    /// Changes made since the console was opened, the latest first.
    package private(set) var activity: [ActivityEntry] = []
    /// The audit file's entries of all consoles and commands, as they were when the report was opened.
    package var audit: [AuditEntry] = []
    /// What the user's commands in the background have written, the latest first.
    package var outputs: [CommandOutput] = []
    /// The lists whose definitions were kept since the console was opened.
    var keptDefinitions: Set<ListKey> = []
    /// The earlier definitions of the job whose run is compared, oldest first.
    package var definitions: [DefinitionVersion] = []
    /// The documents that were not sent, the latest last; editing the same item again goes on with its own.
    private(set) var drafts: [EditDraft] = []
    /// End of the time in which a profile with `writable: ask` may change something.
    package var writableUntil: Date?
    /// The work of each kind that was begun last.
    package var works: [WorkKind: WorkDialog] = [:]
    /// Work that was begun, and that nobody has gone on with yet.
    package var unfinished: [WorkKind: LongWork] = [:]

    /// The most entries of `activity`; the audit file has all.
    private static let mostActivity = 500

    package init() {}

    func isPending(_ id: ActionID, at address: ResourceAddress) -> Bool {
        pending.contains { $0.id == id && $0.address == address }
    }

    /// The document that was kept last.
    package var keptDraft: EditDraft? { drafts.last }

    /// Keeps a document, in place of an earlier one of the same item.
    mutating func keep(_ draft: EditDraft) {
        drop(draft)
        drafts.append(draft)
    }

    mutating func drop(_ draft: EditDraft) { drafts.removeAll { $0.isOfSame(as: draft) } }

    mutating func sent(_ request: ActionRequest) { pending.insert(request) }

    mutating func answered(_ request: ActionRequest) { pending.remove(request) }

    mutating func record(_ entry: ActivityEntry) {
        activity.insert(entry, at: 0)
        if activity.count > Self.mostActivity { activity.removeLast() }
    }
}
