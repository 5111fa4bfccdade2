package import Console
import Screen

/// The tabs of an item one below the other, as a page of text.
package struct PlainDetail: Sendable {
    private let painter: TextPainter
    private let context: RenderContext

    package init(in context: RenderContext, painter: TextPainter) {
        self.context = context
        self.painter = painter
    }

    /// The tabs' titles and what they show, indented; a list of another kind as its table.
    package func lines(
        of detail: AnyItem,
        at address: ResourceAddress,
        tabs: [AnyDetailTab],
        children: (ListKey) -> [Row]?
    ) -> [String] {
        tabs.flatMap { tab -> [String] in
            guard let body = tab.body(detail, address, context) else { return [] }
            let lines = lines(of: body, children: children)
            guard !lines.isEmpty else { return [] }
            return [painter.text(of: [Span(tab.title, .heading)])] + lines.map(indented) + [""]
        }
    }

    package func lines(of body: DetailBody, children: (ListKey) -> [Row]?) -> [String] {
        switch body {
        case .lines(let lines):
            withoutGaps(lines.map { trimmed(painter.text(of: $0.spans)) })
        case .tree(let nodes): lines(of: nodes, depth: 0)
        case .children(let key): table(of: key, children(key))
        }
    }

    private func lines(of nodes: [TreeNode], depth: Int) -> [String] {
        nodes.flatMap { node in
            [String(repeating: "  ", count: depth) + trimmed(painter.text(of: node.spans))]
                + lines(of: node.children, depth: depth + 1)
        }
    }

    private func table(of key: ListKey, _ rows: [Row]?) -> [String] {
        guard let kind = ResourceCatalogue.kind(key.kind) else { return [] }
        guard let rows else { return ["not known now"] }
        guard !rows.isEmpty else { return ["none"] }
        return ItemTable(rows, of: kind, in: context).lines(width: nil, painter: painter)
    }

    private func indented(_ line: String) -> String { line.isEmpty ? "" : "  " + line }

    private func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Removes empty rows of drawings.
    private func withoutGaps(_ lines: [String]) -> [String] {
        lines.enumerated().filter { index, line in
            !line.isEmpty || index > 0 && !lines[index - 1].isEmpty
        }.map(\.element)
    }
}
