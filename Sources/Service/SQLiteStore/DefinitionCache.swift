import PipelineEngine
import Synchronization

/// A cache of repos and stream tasks, which almost every request reads and few change.
///
/// One process uses a store, so every change invalidates the cache. **Invariant:** a value that was read
/// before a change began or ended is never stored after it.
final class DefinitionCache: Sendable {
    private struct Entries {
        /// The number of invalidations.
        var version = 0
        var repos: [String: RepoRecord] = [:]
        var tasks: [StreamTask]?
    }

    private let entries = Mutex(Entries())

    /// The version, which is to be passed to `store` with a value that is read from now on.
    var version: Int { entries.withLock { $0.version } }

    func repo(named name: String) -> RepoRecord? { entries.withLock { $0.repos[name] } }

    var tasks: [StreamTask]? { entries.withLock { $0.tasks } }

    func store(_ repo: RepoRecord, readAt version: Int) {
        entries.withLock { entries in
            if entries.version == version { entries.repos[repo.name] = repo }
        }
    }

    func store(_ tasks: [StreamTask], readAt version: Int) {
        entries.withLock { entries in
            if entries.version == version { entries.tasks = tasks }
        }
    }

    /// Invalidates all entries; to be called before a change and after it.
    func invalidate() {
        entries.withLock { entries in
            entries = Entries(version: entries.version + 1)
        }
    }
}
