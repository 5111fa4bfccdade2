package import Console

/// A kind's template as a document of its own, which says what it is.
package enum KindTemplate {
    package static func text(of kind: AnyResourceKind) throws(CommandFailure) -> String {
        let editor = try editor(of: kind)
        let place =
            switch kind.containment {
            case .root: ""
            case .repo: "in: access_log           # the repo\n"
            case .job: "in: hourly_count         # the job\n"
            case .dataSource: "in: access_files         # the data source\n"
            }
        return "kind: \(kind.id)\n" + place + editor.template
    }

    /// What makes items of a kind from documents; throws where nothing does.
    @discardableResult
    package static func editor(
        of kind: AnyResourceKind
    ) throws(CommandFailure) -> ResourceEditor {
        if let editor = kind.editor { return editor }
        let kinds = KindLookup.all.filter { $0.editor != nil }.map(\.id.description)
        throw CommandFailure(
            .usage,
            "\(kind.id) are not made from documents; these are: " + kinds.joined(separator: " ")
        )
    }
}
