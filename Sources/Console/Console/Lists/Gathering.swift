/// How many of the lists that another list is made of were answered.
///
/// Until all were, what the list does not have may still come.
struct Gathering: Equatable, Sendable {
    /// The kind of the first containers of which some were not answered.
    private let source: AggregateList.Source?
    private var answered: Int
    private let all: Int

    init(of aggregate: AggregateList, _ listings: [ListKey: Loadable<Listing>]) {
        for source in aggregate.sources {
            let rows = listings[ListKey(source.containers, .root)]?.value?.rows ?? []
            let answered = rows.count { row in
                listings[ListKey(source.kind, source.scope(row.name))]?.isAnswered == true
            }
            if answered < rows.count {
                (self.source, self.answered, all) = (source, answered, rows.count)
                return
            }
        }
        (source, answered, all) = (nil, 0, 0)
    }

    /// Counts the first answer of a list without looking at the others; false where they must be looked at.
    mutating func count(_ list: ListKey) -> Bool {
        guard let source, source.kind == list.kind, answered + 1 < all else { return false }
        answered += 1
        return true
    }

    static func == (left: Gathering, right: Gathering) -> Bool {
        left.source?.kind == right.source?.kind && left.answered == right.answered
            && left.all == right.all
    }

    /// `31/200`, where there is no room for more.
    var short: String { "\(answered)/\(all)" }

    /// `31 of 200 repos`; `nil` once all were answered.
    var text: LocalizedText? {
        guard let source, answered < all, let kind = ResourceCatalogue.kind(source.containers)
        else { return nil }
        return "\(answered) of \(all) \(LocalizedText(known: kind.plural))"
    }
}
