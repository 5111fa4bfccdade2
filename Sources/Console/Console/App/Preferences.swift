/// What the console keeps from one start to the next: how lists are shown, the palette's history, seen failures.
package struct Preferences: Codable, Equatable, Sendable {
    /// How the lists of a kind are shown, by the kind's id; kinds shown as declared are left out.
    package var views: [String: ViewChoice] = [:]
    /// Names that were chosen in the palette, the latest first.
    package var palette: [String] = []
    /// Failures that were seen, each with its endpoint.
    package var seenFailures: Set<String> = []

    private enum CodingKeys: String, CodingKey {
        case views, palette, seenFailures
    }

    private static let maximumPaletteEntries = 50
    private static let maximumFailures = 2000

    package init() {}

    /// Decodes a file; values that it lacks, as in a file of another version, have their defaults.
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
