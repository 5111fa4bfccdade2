package import PipelineAPI

/// What a pattern is found in, of everything that is known: names, SQL, specs, schemas, messages.
///
/// It is computed once, when it is asked for: to read the text of ten thousand definitions takes too long for every key.
package struct EverythingSearch: Equatable, Sendable {
    package struct Match: Equatable, Sendable {
        package let address: ResourceAddress
        /// The lines with the pattern, trimmed; empty where only the name has it.
        package let lines: [String]
        /// How many more lines have it.
        package let more: Int
    }

    /// The most lines of an item that are listed.
    private static let mostLines = 5

    package let pattern: String
    /// By kind, container and name.
    package let matches: [Match]
    /// How many items were looked through.
    package let searched: Int

    /// The state before the first search.
    init() { (pattern, matches, searched) = ("", [], 0) }

    /// Searches items in the order of their addresses.
    ///
    /// A pattern is a text in any case, or `~` and a regular expression.
    ///
    /// - Throws: for a regular expression that cannot be read.
    package init(
        _ pattern: String,
        in items: [(address: ResourceAddress, item: AnyItem)]
    ) throws(APIError) {
        let finder = try Finder(pattern)
        self.pattern = pattern
        searched = items.count
        matches = items.compactMap { address, item in
            Self.match(address, item, finder)
        }.sorted { Self.place(of: $0.address) < Self.place(of: $1.address) }
    }

    private static func match(
        _ address: ResourceAddress,
        _ item: AnyItem,
        _ finder: Finder
    ) -> Match? {
        let lines = text(of: item, address).filter { finder.finds(in: $0) }
        guard !lines.isEmpty || finder.finds(in: address.name) else { return nil }
        return Match(
            address: address,
            lines: Array(lines.prefix(mostLines)),
            more: max(0, lines.count - mostLines)
        )
    }

    /// The item as YAML, with secrets masked: a secret must not be found by guessing at it.
    private static func text(of item: AnyItem, _ address: ResourceAddress) -> [String] {
        guard let json = ResourceCatalogue.kind(address.kind)?.fileJSON(of: item) else { return [] }
        return YAMLLines.text(of: json).split(separator: "\n").map { line in
            String(line.drop { $0 == " " })
        }
    }

    private static func place(of address: ResourceAddress) -> (Int, String, String) {
        let kind = ResourceCatalogue.all.firstIndex { $0.id == address.kind } ?? 0
        return (kind, address.scope.container, address.name)
    }

    /// What a pattern means.
    private struct Finder {
        private let word: String
        private let regex: Regex<AnyRegexOutput>?

        init(_ pattern: String) throws(APIError) {
            guard pattern.first == "~" else {
                word = pattern.lowercased()
                regex = nil
                return
            }
            word = ""
            do {
                regex = try Regex(String(pattern.dropFirst())).ignoresCase()
            } catch {
                throw APIError(
                    .cancelled,
                    "'\(pattern.dropFirst())' is no regular expression: mend it, or leave the ~ out"
                )
            }
        }

        func finds(in text: String) -> Bool {
            guard let regex else { return text.lowercased().contains(word) }
            return (try? regex.firstMatch(in: text)) != nil
        }
    }
}
