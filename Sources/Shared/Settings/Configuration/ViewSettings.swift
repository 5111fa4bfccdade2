/// A saved view as a file has it; the console decides what the words mean.
package struct ViewSettings: Equatable, Sendable {
    package var name: String
    package var kind: String
    package var filter: String
    /// The title of the column that orders the list, with a `-` before it for the largest first.
    package var sort: String?
    /// The titles of the columns in sight; empty for all.
    package var columns: [String]
    package var key: String?

    /// Reads the section of one view; its name is the section's.
    init(_ section: SettingsSection, named name: String) throws(SettingsError) {
        try section.requireNearlyKnown(Self.keys.names)
        self.name = name
        guard let kind = try section.text("kind"), !kind.isEmpty else {
            throw section.refusal("kind", "is missing: say what it lists, such as jobs")
        }
        self.kind = kind
        filter = try section.text("filter") ?? ""
        sort = try section.text("sort")
        columns = try section.texts("columns")
        key = try section.text("key")
    }

    /// Reads the views of a section, in the order of the file.
    static func all(in section: SettingsSection) throws(SettingsError) -> [ViewSettings] {
        var views: [ViewSettings] = []
        for name in section.keys {
            views.append(try ViewSettings(try section.section(name), named: name))
        }
        return views
    }

    /// Reads a file that has nothing but `views`; one that is not there has none.
    package static func read(from path: String) throws(SettingsError) -> [ViewSettings] {
        guard let file = try PrivateFile.open(path) else { return [] }
        let section = try SettingsSection(text: file.text, file: path)
        try section.requireKnown(["views"])
        return try all(in: try section.section("views"))
    }
}
