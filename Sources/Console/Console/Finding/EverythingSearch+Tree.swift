import PipelineAPI
import Screen

extension EverythingSearch {
    /// Returns the matches as a tree: items that Enter opens, with their lines.
    func nodes() -> [TreeNode] {
        guard !pattern.isEmpty else {
            return [
                TreeNode(name: "none", spans: [Span(says: "nothing was searched for yet", .muted)])
            ]
        }
        let head = TreeNode(
            name: "count",
            spans: [
                Span(
                    says: "'\(pattern)': \(matches.count) of \(searched) items that are known",
                    .heading
                )
            ]
        )
        return [head] + matches.map(node)
    }

    private func node(of match: Match) -> TreeNode {
        let noun = ResourceCatalogue.kind(match.address.kind)?.noun ?? ""
        let more =
            match.more == 0
            ? []
            : [TreeNode(name: "more", spans: [Span(says: "and \(match.more) lines more", .muted)])]
        return TreeNode(
            name: "\(match.address.kind)/\(match.address.nameInContainer)",
            spans: [
                Span(says: LocalizedText(known: noun), .muted, width: 12),
                Span(match.address.name, .strong),
                Span("  \(match.address.scope.container)", .muted),
            ],
            children: match.lines.enumerated().map { index, line in
                TreeNode(name: "\(index)", spans: [Span(line)], target: match.address)
            } + more,
            target: match.address
        )
    }
}
