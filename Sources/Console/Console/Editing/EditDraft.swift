/// A document being edited: of which item, its text, and what was wrong with it last.
package struct EditDraft: Equatable, Sendable {
    package let kind: ResourceID
    /// `nil` for a new item.
    package let address: ResourceAddress?
    package let scope: Scope
    /// The text before any change; empty until it is loaded.
    package var original = ""
    package var text = ""
    package var problem: String?

    package init(kind: ResourceID, address: ResourceAddress?, scope: Scope) {
        self.kind = kind
        self.address = address
        self.scope = scope
    }

    /// The text for the editor: the problem on top, as comments that are removed again.
    package var shownText: String {
        guard let problem else { return text }
        let lines = problem.split(whereSeparator: \.isNewline).map { EditDraft.mark + $0 }
        return lines.joined(separator: "\n") + "\n" + text
    }

    package static func withoutProblem(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix(mark) }.joined(separator: "\n")
    }

    /// Returns whether a text has more than blanks and comments; emptying a document gives it up.
    static func hasContent(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            let first = line.first { $0 != " " && $0 != "\t" }
            return first != nil && first != "#"
        }
    }

    private static let mark = "#! "

    /// Whether both are about one item, or are new items of one kind in one place.
    func isOfSame(as other: EditDraft) -> Bool {
        kind == other.kind && address == other.address && scope == other.scope
    }

    /// The text as a document that says of itself what it is about, for `pandora apply`.
    package var document: String {
        let place = scope == .root ? "" : "in: \(scope.container)\n"
        let name = address.map { "name: \($0.name)\n" } ?? ""
        return "kind: \(kind)\n\(place)\(name)\(text)"
    }

    /// The added and removed lines, in the order of the document.
    package var difference: [LineDifference] { .between(original, and: text) }
}
