package import Console
import PipelineAPI

/// Finds the kind of a word on the command line, and the scope of its items.
package enum KindLookup {
    /// The kinds that have items of their own to list.
    package static let all = ResourceCatalogue.all.filter {
        $0.placement != .screen && $0.aggregate == nil
    }

    package static func kind(named word: String) throws(CommandFailure) -> AnyResourceKind {
        let wanted = word.lowercased()
        if let kind = all.first(where: { words(for: $0).contains(wanted) }) { return kind }
        let hint = NearestName.hint(for: wanted, among: all.flatMap(words))
        throw CommandFailure(
            .usage,
            "'\(word)' is no kind\(hint)",
            "kinds: " + all.map(\.id.description).joined(separator: " ")
        )
    }

    /// Returns the kind of an id of the program itself.
    package static func kind(_ id: ResourceID) throws(CommandFailure) -> AnyResourceKind {
        try kind(named: id.description)
    }

    /// Returns the words for a kind, beginning with the one in the help.
    package static func words(for kind: AnyResourceKind) -> [String] {
        [kind.id.description] + kind.aliases + [String(kind.noun.filter { $0 != " " })]
    }

    /// Returns the action of a word on the command line, such as `stop`.
    package static func action(
        _ id: ActionID,
        of kind: AnyResourceKind
    ) throws(CommandFailure) -> ResourceAction {
        if let action = kind.action(id) { return action }
        let known = kind.actions.map(\.id.description).joined(separator: ", ")
        throw CommandFailure(
            .usage,
            "\(kind.id) know no '\(id)'"
                + (known.isEmpty ? ": nothing can be done to them" : ": they know \(known)")
        )
    }

    /// Throws where a kind's items have no runs that could be waited for.
    package static func requireRuns(of kind: AnyResourceKind) throws(CommandFailure) {
        let lists = kind.traits.rowLists(ResourceAddress(kind.id, .root, ""))
        guard !lists.contains(where: { ResourceCatalogue.kind($0.kind)?.isHistory == true })
        else { return }
        throw CommandFailure(.usage, "'--wait' waits for runs, which \(kind.id) do not have")
    }

    /// Returns the scope of a kind's items, from `--in`.
    package static func scope(
        of kind: AnyResourceKind,
        in container: String?
    ) throws(CommandFailure) -> Scope {
        switch (kind.containment, container) {
        case (.root, nil): return .root
        case (.root, let container?):
            throw CommandFailure(
                .usage,
                "a \(kind.noun) is in nothing else: leave out '--in \(container)'"
            )
        case (.repo, let container?): return .repo(container)
        case (.job, let container?): return .job(container)
        case (.dataSource, let container?): return .dataSource(container)
        case (.dataSource, nil): throw missing("a data source", "DATASOURCE", kind)
        case (.repo, nil): throw missing("a repo", "REPO", kind)
        case (.job, nil): throw missing("a job", "JOB", kind)
        }
    }

    private static func missing(
        _ what: String,
        _ placeholder: String,
        _ kind: AnyResourceKind
    ) -> CommandFailure {
        CommandFailure(
            .usage,
            "\(kind.id) are those of \(what): say which with --in \(placeholder)"
        )
    }
}
