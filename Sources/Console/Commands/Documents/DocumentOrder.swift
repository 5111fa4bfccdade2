import Console

/// The order in which documents are sent: each after those whose items it needs.
package enum DocumentOrder {
    /// Returns the places of the documents; those that need nothing of each other keep theirs.
    ///
    /// A circle is opened at the document that is reached first: the service says what is wrong with it.
    package static func places(of documents: [ChangeDocument]) -> [Int] {
        places(of: documents) { $0.needs }
    }

    /// Returns the places by what each document is said to need.
    static func places(
        of documents: [ChangeDocument],
        needing needs: (ChangeDocument) -> [ResourceAddress]
    ) -> [Int] {
        let known = Dictionary(
            documents.enumerated().map { ($1.address, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var seen: Set<Int> = []
        var order: [Int] = []
        func visit(_ place: Int) {
            guard seen.insert(place).inserted else { return }
            let document = documents[place]
            for other in needs(document).compactMap({ known[$0] }).sorted() { visit(other) }
            order.append(place)
        }
        for place in documents.indices { visit(place) }
        return order
    }
}
