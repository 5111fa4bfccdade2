import Screen

/// An error in the keys of the configuration.
package struct KeymapError: Error, Equatable, CustomStringConvertible {
    package let description: String
}

extension Keymap {
    /// Returns the key map with some keys changed, by the titles that the help shows.
    ///
    /// The given keys replace a command's default keys. Throws if a title or a key is unknown, and, naming both,
    /// if two commands would have the same key.
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

    /// Returns the key map with the user's commands after the others.
    ///
    /// Throws where one has the name of a command, or a key that is taken, and says what to do.
    package func adding(_ commands: [UserCommand]) throws(KeymapError) -> Keymap {
        var bindings = bindings
        for command in commands {
            if bindings.contains(where: { $0.title == command.name }) {
                throw KeymapError(
                    description: "commands: '\(command.name)' is a command of the console: "
                        + "give yours another name"
                )
            }
            if let key = command.key,
                let other = bindings.first(where: { $0.keys.contains(key) })
            {
                throw KeymapError(
                    description: "commands: '\(command.name)' and '\(other.title)' both have "
                        + "\(key.label): give '\(command.name)' another key, "
                        + "or '\(other.title)' one under 'keys'"
                )
            }
            bindings.append(
                KeyBinding(
                    command.key.map { [$0] } ?? [],
                    .user(command.name),
                    command.name,
                    command.help
                )
            )
        }
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
