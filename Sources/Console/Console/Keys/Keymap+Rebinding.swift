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
        var keymap = self
        for command in commands {
            keymap = try keymap.adding(
                KeyBinding(
                    command.key.map { [$0] } ?? [],
                    .user(command.name),
                    command.name,
                    command.help
                ),
                from: "commands"
            )
        }
        return keymap
    }

    /// Returns the key map with saved views after the others; throws as for the user's commands.
    package func adding(_ views: [SavedView]) throws(KeymapError) -> Keymap {
        var keymap = self
        for view in views { keymap = try keymap.adding(KeyBinding(view), from: "views") }
        return keymap
    }

    /// Returns the key map with a view, in place of one of the same name.
    func keeping(_ view: SavedView) throws(KeymapError) -> Keymap {
        let others = bindings.filter { binding in
            if case .command(.view(view.name)) = binding.does { false } else { true }
        }
        return try Keymap(others).adding([view])
    }

    private func adding(
        _ binding: KeyBinding,
        from section: String
    ) throws(KeymapError) -> Keymap {
        if bindings.contains(where: { $0.title == binding.title }) {
            throw KeymapError(
                description: "\(section): '\(binding.title)' is a command of the console: "
                    + "give yours another name"
            )
        }
        for key in binding.keys {
            guard let other = self.binding(for: key) else { continue }
            throw KeymapError(
                description: "\(section): '\(binding.title)' and '\(other.title)' both have "
                    + "\(key.label): give '\(binding.title)' another key, "
                    + "or '\(other.title)' one under 'keys'"
            )
        }
        return Keymap(bindings + [binding])
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

extension KeyBinding {
    fileprivate init(_ view: SavedView) {
        self.init(view.key.map { [$0] } ?? [], .view(view.name), view.name, view.summary)
    }
}
