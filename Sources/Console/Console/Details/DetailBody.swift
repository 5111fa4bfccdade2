package import Screen

/// What a detail's tab shows, as data; the same few views serve every kind.
package enum DetailBody: Equatable, Sendable {
    /// Lines that scroll; the ones that say so are wrapped to the width there is.
    case lines([DetailLine])
    /// Nodes that fold.
    case tree([TreeNode])
    /// A list of another kind, within the item: a job's runs.
    case children(ListKey)
}

/// One line of a detail.
package struct DetailLine: Equatable, Sendable {
    package var spans: [Span]
    /// Wrapped lines continue under their first column; the others are cut at the edge.
    package var wraps: Bool

    package init(_ spans: [Span], wraps: Bool = false) {
        self.spans = spans
        self.wraps = wraps
    }

    package init(_ text: String, _ style: Style = .plain, wraps: Bool = false) {
        self.init([Span(text, style)], wraps: wraps)
    }

    /// A line of prose, in the user's language.
    package init(says localized: LocalizedText, _ style: Style = .plain, wraps: Bool = false) {
        self.init([Span(says: localized, style)], wraps: wraps)
    }

    package static let blank = DetailLine("")

    func said(in localizer: Localizer) -> DetailLine {
        DetailLine(spans.map { $0.said(in: localizer) }, wraps: wraps)
    }

    /// `label   value`, the labels of one block aligned by the width they share.
    package static func fact(
        _ label: LocalizedText,
        _ value: String,
        _ style: Style = .plain
    ) -> DetailLine {
        DetailLine([Span(says: label, .muted, width: labelWidth), Span(value, style)], wraps: true)
    }

    /// The same with a value that is prose.
    package static func fact(
        _ label: LocalizedText,
        says value: LocalizedText,
        _ style: Style = .plain
    ) -> DetailLine {
        DetailLine(
            [Span(says: label, .muted, width: labelWidth), Span(says: value, style)],
            wraps: true
        )
    }

    static let labelWidth = 14
}

/// A node of a tree, such as a field of a schema.
package struct TreeNode: Equatable, Sendable {
    /// Unique among its siblings.
    package var name: String
    package var spans: [Span]
    package var children: [TreeNode]
    /// Where Enter goes from here; it folds where this is `nil`.
    package var target: ResourceAddress?

    package init(
        name: String,
        spans: [Span],
        children: [TreeNode] = [],
        target: ResourceAddress? = nil
    ) {
        self.name = name
        self.spans = spans
        self.children = children
        self.target = target
    }
}

extension TreeNode {
    func said(in localizer: Localizer) -> TreeNode {
        TreeNode(
            name: name,
            spans: spans.map { $0.said(in: localizer) },
            children: children.map { $0.said(in: localizer) },
            target: target
        )
    }
}

extension DetailBody {
    /// The same in the user's language.
    func said(in localizer: Localizer) -> DetailBody {
        switch self {
        case .lines(let lines): .lines(lines.map { $0.said(in: localizer) })
        case .tree(let nodes): .tree(nodes.map { $0.said(in: localizer) })
        case .children: self
        }
    }
}

/// One tab of a kind's detail.
package struct DetailTab<Detail: Sendable>: Sendable {
    /// How keys find a tab by what it shows, whatever the kind: `i` looks for ``schema``.
    package let id: String
    package let title: String
    /// The lists that must be known for what it shows, besides those it shows.
    package let needs: @Sendable (ResourceAddress) -> [ListKey]
    /// The list that must be known too once the user wants to see how SQL is translated.
    package let translation: (@Sendable (ResourceAddress) -> ListKey)?
    package let body: @Sendable (Detail, ResourceAddress, RenderContext) -> DetailBody

    package init(
        _ id: String,
        _ title: String,
        needs: @escaping @Sendable (ResourceAddress) -> [ListKey] = { _ in [] },
        translation: (@Sendable (ResourceAddress) -> ListKey)? = nil,
        body: @escaping @Sendable (Detail, ResourceAddress, RenderContext) -> DetailBody
    ) {
        self.id = id
        self.title = title
        self.needs = needs
        self.translation = translation
        self.body = body
    }
}

/// The ids of tabs that keys look for.
package enum TabID {
    package static let schema = "schema"
    package static let compare = "compare"
}
