package import PipelineAPI
import Screen

package import struct FoundationEssentials.Date

/// A definition as it was seen from a time on.
///
/// The API keeps no earlier definitions, so the console keeps what it has seen: "it failed since somebody changed it"
/// is known only from that. The text is YAML with sorted keys and secrets masked, so that equal definitions are equal
/// texts.
package struct DefinitionVersion: Codable, Equatable, Sendable {
    package let kind: String
    /// The repo or job that holds the item; empty for one that stands alone.
    package let container: String
    package let name: String
    package let endpoint: String
    /// The time of the answer in which it was seen first.
    package let seen: Timestamp
    package let text: String

    package init(_ address: ResourceAddress, endpoint: String, seen: Date, text: String) {
        kind = address.kind.description
        container = address.scope.container
        name = address.name
        self.endpoint = endpoint
        self.seen = Timestamp(seen)
        self.text = text
    }

    package func isOf(_ address: ResourceAddress, on endpoint: String) -> Bool {
        kind == address.kind.description && container == address.scope.container
            && name == address.name && endpoint == self.endpoint
    }
}

extension ConsoleState {
    /// Returns the effect that keeps the definitions of a list that have changed since the last answer of this session.
    mutating func keepDefinitions(
        of key: ListKey,
        since old: Listing?,
        at date: Date
    ) -> [ConsoleEffect] {
        guard ResourceCatalogue.kind(key.kind)?.traits.definition != nil,
            let rows = listings[key]?.value?.rows
        else { return [] }
        let isFirst = changes.keptDefinitions.insert(key).inserted
        let changed = rows.filter { isFirst || old?.row(named: $0.name)?.item != $0.item }
        return changed.isEmpty ? [] : [.keepDefinitions(key, changed, seen: date)]
    }

    /// Returns the effect that reads the earlier definitions of a run's job, when its comparison has come in sight.
    func readDefinitions(after place: ResourceAddress?, _ tab: String?) -> ConsoleEffect? {
        guard let page, page.shownTab?.id == TabID.compare,
            page.address != place || tab != TabID.compare
        else { return nil }
        return .readDefinitions(of: ResourceAddress(.jobs, .root, page.address.scope.container))
    }

    /// Shows the comparison of the selected run, or of the selected job's newest one.
    mutating func compare() {
        guard let focused = focusedAddress, let kind = ResourceCatalogue.kind(.runs),
            let run = target(of: kind, from: focused)
        else {
            notice = Notice("only runs can be compared: select a run or a job")
            return
        }
        if page?.address != run { go(to: run) }
        if let tab = kind.tabs.firstIndex(where: { $0.id == TabID.compare }) { show(tab: tab) }
        focus = .main
    }
}

extension [Row] {
    /// Returns the definitions of rows as texts.
    package func definitions(
        of key: ListKey,
        on endpoint: String,
        seen date: Date
    ) -> [DefinitionVersion] {
        guard let definition = ResourceCatalogue.kind(key.kind)?.traits.definition else {
            return []
        }
        return compactMap { row in
            definition(row.item).map { value in
                DefinitionVersion(
                    ResourceAddress(key.kind, key.scope, row.name),
                    endpoint: endpoint,
                    seen: date,
                    text: YAMLLines.text(of: SecretMask(glyphs: .ascii).masked(value))
                )
            }
        }
    }
}
