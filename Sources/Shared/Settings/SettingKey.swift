/// A key of a settings file, as its reader knows it and the documents show it.
package struct SettingKey: Equatable, Sendable {
    package let name: String
    /// What may be written: `true or false`.
    package let value: String
    /// What holds where the key is left out; `nil` where nothing does.
    package let standard: String?
    package let help: String

    init(_ name: String, _ value: String, standard: String? = nil, _ help: String) {
        self.name = name
        self.value = value
        self.standard = standard
        self.help = help
    }

    /// A key whose values are the cases of a type, of which one holds where it is left out.
    init<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: Choice.Type,
        standard: Choice,
        _ help: String
    ) where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        self.init(name, words, standard: standard.rawValue, help)
    }
}

/// The keys of one mapping of a settings file: the reader refuses what is not in it, and the documents are made of it.
package struct SettingTable: Equatable, Sendable {
    /// Where the mapping is: `profiles.NAME`, or empty for the whole file.
    package let place: String
    /// A sentence that says what the mapping is.
    package let summary: String
    package let keys: [SettingKey]

    init(_ place: String, _ summary: String, _ keys: [SettingKey]) {
        self.place = place
        self.summary = summary
        self.keys = keys
    }

    var names: [String] { keys.map(\.name) }
}
