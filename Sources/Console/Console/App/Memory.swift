/// What the console knows from one start to the next: how the user looks at lists, where the palette went.
package struct Memory: Codable, Equatable, Sendable {
    package var views: [String: ViewChoice] = [:]
    /// Names that were chosen in the palette, the latest first.
    package var palette: [String] = []
    /// Failures that were looked at, each with the endpoint it was on.
    package var seenFailures: [String] = []

    package init() {}

    /// What a file of another version lacks is as it is at the first start; the rest is kept.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        views = (try? members.decode([String: ViewChoice].self, forKey: .views)) ?? [:]
        palette = (try? members.decode([String].self, forKey: .palette)) ?? []
        seenFailures = (try? members.decode([String].self, forKey: .seenFailures)) ?? []
    }

    static let mostPalette = 50
    static let mostFailures = 2000
}

extension ConsoleState {
    /// What is to be remembered of this state.
    package var memory: Memory {
        var memory = Memory()
        for (kind, view) in views where view != ViewChoice() {
            memory.views[kind.description] = view
        }
        memory.palette = paletteHistory
        memory.seenFailures = Array(seenFailures.sorted().suffix(Memory.mostFailures))
        return memory
    }

    package mutating func recall(_ memory: Memory) {
        for kind in ResourceCatalogue.all {
            if let view = memory.views[kind.id.description] { views[kind.id] = view }
        }
        paletteHistory = memory.palette
        seenFailures = Set(memory.seenFailures)
    }
}
