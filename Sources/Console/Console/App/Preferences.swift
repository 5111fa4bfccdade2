/// What the console knows from one start to the next: how the user looks at lists, where the palette went.
package struct Preferences: Codable, Equatable, Sendable {
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

    static let maximumPaletteEntries = 50
    static let mostFailures = 2000
}

extension ConsoleState {
    /// What is to be remembered of this state.
    package var preferences: Preferences {
        var preferences = Preferences()
        for (kind, view) in views where view != ViewChoice() {
            preferences.views[kind.description] = view
        }
        preferences.palette = paletteHistory
        preferences.seenFailures = Array(seenFailures.sorted().suffix(Preferences.mostFailures))
        return preferences
    }

    package mutating func restorePreferences(_ preferences: Preferences) {
        for kind in ResourceCatalogue.all {
            if let view = preferences.views[kind.id.description] { views[kind.id] = view }
        }
        paletteHistory = preferences.palette
        seenFailures = Set(preferences.seenFailures)
    }
}
