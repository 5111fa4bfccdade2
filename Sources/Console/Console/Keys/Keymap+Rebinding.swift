import Screen

/// What is wrong with the keys of a configuration.
package struct KeymapError: Error, Equatable, CustomStringConvertible {
    package let description: String
}

extension Keymap {
    /// The keys with some of them as the user wants them, by the titles that the help shows.
    ///
    /// The keys that a command is given are its only ones. Throws where a title or a key is unknown, and
    /// where two commands would have the same key, naming both.
    package func rebound(_ wishes: [String: [String]]) throws(KeymapError) -> Keymap {
        var bindings = bindings
        for (title, labels) in wishes.sorted(by: { $0.key < $1.key }) {
            guard let place = bindings.firstIndex(where: { $0.title == title }) else {
                throw KeymapError(
                    description: "keys: there is no command '\(title)': "
                        + "'pandora keys' lists them"
                )
            }
            var keys: [Key] = []
            for label in labels {
                guard let key = Key(label: label) else {
                    throw KeymapError(
                        description: "keys: '\(label)' for '\(title)' is no key: "
                            + "write one as R, Ctrl-R, F5 or PgUp"
                    )
                }
                keys.append(key)
            }
            bindings[place] = bindings[place].with(keys)
        }
        try Keymap.refuseClash(in: bindings)
        return Keymap(bindings)
    }

    private static func refuseClash(in bindings: [KeyBinding]) throws(KeymapError) {
        var owners: [Key: String] = [:]
        for binding in bindings {
            for key in binding.keys {
                if let other = owners[key] {
                    throw KeymapError(
                        description: "keys: '\(other)' and '\(binding.title)' both have "
                            + "\(key.label): give one of them another key"
                    )
                }
                owners[key] = binding.title
            }
        }
    }
}
