/// What the console keeps from one start to the next: how lists are shown, the palette's history, seen failures.
package struct Preferences: Codable, Equatable, Sendable {
    /// How the lists of a kind are shown, by the kind's id; kinds shown as declared are left out.
    package var views: [String: ViewChoice] = [:]
    /// Names that were chosen in the palette, the latest first.
    package var palette: [String] = []
    /// Failures that were looked at, each with the endpoint it was on.
    package var seenFailures: Set<String> = []

    private enum CodingKeys: String, CodingKey {
        case views, palette, seenFailures
    }

    private static let maximumPaletteEntries = 50
    private static let maximumFailures = 2000

    package init() {}

    /// What a file of another version lacks is as it is at the first start; the rest is kept.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        views = (try? members.decode([String: ViewChoice].self, forKey: .views)) ?? [:]
        palette = (try? members.decode([String].self, forKey: .palette)) ?? []
        seenFailures = (try? members.decode(Set<String>.self, forKey: .seenFailures)) ?? []
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(views, forKey: .views)
        try members.encode(palette, forKey: .palette)
        let failures = seenFailures.sorted().suffix(Self.maximumFailures)
        try members.encode(Array(failures), forKey: .seenFailures)
    }

    package subscript(view kind: ResourceID) -> ViewChoice {
        get { views[kind.description] ?? ViewChoice() }
        set { views[kind.description] = newValue == ViewChoice() ? nil : newValue }
    }

    /// Puts a name first in the palette's history.
    mutating func choseInPalette(_ name: String) {
        palette.removeAll { $0 == name }
        palette.insert(name, at: 0)
        palette = Array(palette.prefix(Self.maximumPaletteEntries))
    }
}
