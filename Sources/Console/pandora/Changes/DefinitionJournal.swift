import Console
import PipelineAPI
import Settings
import Synchronization

/// The definitions that this machine's consoles have seen, with the times at which they were new.
///
/// Only what differs from the last one of an item is added, so that the file grows with changes and not with time.
final class DefinitionJournal: Sendable {
    private let file: JSONLinesFile
    /// The last text of each item; `nil` until the file was read.
    private let newest = Mutex<[String: String]?>(nil)

    /// From how many versions on those before an item's newest ones are dropped, once in a session.
    private static let mostVersions = 50_000
    private static let mostOfEach = 5

    /// Returns `nil` where it is not known in which directory state is kept.
    init?(_ environment: [String: String]) {
        guard let paths = try? Paths(environment: environment) else { return nil }
        file = JSONLinesFile(path: paths.definitions)
    }

    /// Keeps those that differ from what was kept last; one that cannot be written is lost, and only a comparison knows
    /// less.
    func keep(_ versions: [DefinitionVersion]) {
        newest.withLock { newest in
            var known = newest ?? read()
            let changed = versions.filter { known.updateValue($0.text, forKey: $0.key) != $0.text }
            newest = known
            if !changed.isEmpty { _ = file.append(changed) }
        }
    }

    /// Returns the versions of an item, oldest first; one that two consoles saw is told once.
    func versions(of address: ResourceAddress, on endpoint: String) -> [DefinitionVersion] {
        let all = file.read(DefinitionVersion.self).filter { $0.isOf(address, on: endpoint) }
        return all.enumerated().filter { $0 == 0 || all[$0 - 1].text != $1.text }.map(\.element)
    }

    private func read() -> [String: String] {
        var all = file.read(DefinitionVersion.self)
        if all.count > Self.mostVersions {
            let kept = Dictionary(grouping: all, by: \.key).values
                .flatMap { $0.suffix(Self.mostOfEach) }
            all = kept.sorted { $0.seen.text < $1.seen.text }
            file.replace(with: all)
        }
        return Dictionary(all.map { ($0.key, $0.text) }) { _, last in last }
    }
}

extension DefinitionVersion {
    /// Which item it is of.
    fileprivate var key: String { "\(endpoint) \(kind) \(container) \(name)" }
}
