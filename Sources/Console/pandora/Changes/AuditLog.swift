import Console
import FoundationEssentials
import PipelineAPI
import Settings

/// The log of all changes made from this machine.
struct AuditLog: Sendable {
    private let file: JSONLinesFile
    private let user: String

    init(_ paths: Paths, _ environment: [String: String]) {
        file = JSONLinesFile(path: paths.audit)
        user = UserName.current(environment)
    }

    /// The most bytes that are read of the file's end: some ten thousand changes.
    private static let mostRead = 8 << 20

    /// Appends a change; returns false if that fails.
    func append(_ entry: ActivityEntry) -> Bool {
        file.append([AuditEntry(user: user, change: entry)])
    }

    /// Returns the changes from a time on, oldest first.
    func entries(since date: Date) -> [AuditEntry] {
        file.read(AuditEntry.self, last: Self.mostRead)
            .filter { $0.change.time.date.map { $0 >= date } ?? false }
    }
}
