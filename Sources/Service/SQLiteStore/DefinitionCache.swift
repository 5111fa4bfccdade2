import PipelineEngine
import Synchronization

/// Repos and stream tasks as they were last read: what almost every request asks for, and few change.
///
/// There is one process on a store, so that every change passes here. **Invariant:** what was read before
/// a change began or ended is never kept after it.
final class DefinitionCache: Sendable {
    private struct Kept {
        /// Counts the changes.
        var version = 0
        var repos: [String: RepoRecord] = [:]
        var tasks: [StreamTask]?
    }

    private let kept = Mutex(Kept())

    /// The version to give back with what is read now.
    var version: Int { kept.withLock { $0.version } }

    func repo(named name: String) -> RepoRecord? { kept.withLock { $0.repos[name] } }

    var tasks: [StreamTask]? { kept.withLock { $0.tasks } }

    func keep(_ repo: RepoRecord, readAt version: Int) {
        kept.withLock { kept in
            if kept.version == version { kept.repos[repo.name] = repo }
        }
    }

    func keep(_ tasks: [StreamTask], readAt version: Int) {
        kept.withLock { kept in
            if kept.version == version { kept.tasks = tasks }
        }
    }

    /// To be called before a change and after it.
    func forget() {
        kept.withLock { kept in
            kept = Kept(version: kept.version + 1)
        }
    }
}
