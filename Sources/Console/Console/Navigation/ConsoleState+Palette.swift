extension ConsoleState {
    /// The entries: kinds, then commands, then all known items.
    var paletteEntries: [CommandPalette.Entry] {
        let screens = ResourceCatalogue.all.filter { $0.placement == .screen }
        let kinds = (ResourceCatalogue.panes + screens).map { kind in
            CommandPalette.Entry(
                name: kind.title,
                note: LocalizedText(verbatim: kind.aliases.joined(separator: ", ")),
                target: .kind(kind.id)
            )
        }
        let commands = keymap.bindings.compactMap { binding -> CommandPalette.Entry? in
            guard case .command(let command) = binding.does, command.isInPalette else { return nil }
            return CommandPalette.Entry(
                name: binding.title,
                note: "\(binding.label)  \(binding.localizedHelp)",
                target: .command(command)
            )
        }
        let items = panes.flatMap { pane -> [CommandPalette.Entry] in
            guard let key = pane.key, let kind = ResourceCatalogue.kind(pane.kind) else {
                return []
            }
            return (listings[key]?.value?.rows ?? []).map { row in
                CommandPalette.Entry(
                    name: row.target?.name ?? row.name,
                    note: row.target.map { target in
                        "\(LocalizedText(known: kind.noun)) of \(target.scope.container)"
                    } ?? LocalizedText(known: kind.noun),
                    target: .item(row.target ?? ResourceAddress(key.kind, key.scope, row.name))
                )
            }
        }
        let places = Dictionary(
            preferences.palette.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let all = kinds + commands + items
        let known = all.filter { places[$0.name] != nil }
            .sorted { (places[$0.name] ?? 0) < (places[$1.name] ?? 0) }
        return known + all.filter { places[$0.name] == nil }
    }

    /// Stores a choice, so that the palette shows it first the next time.
    mutating func savePreferences(_ entry: CommandPalette.Entry) -> [ConsoleEffect] {
        preferences.choseInPalette(entry.name)
        return [.savePreferences(preferences)]
    }

    mutating func go(to entry: CommandPalette.Entry) -> [ConsoleEffect] {
        switch entry.target {
        case .command(let command): return perform(command)
        case .kind(let id): show(kind: id)
        case .item(let address): go(to: address)
        }
        return []
    }
}

extension Command {
    /// Whether a command is in the palette; movements are not.
    fileprivate var isInPalette: Bool {
        switch self {
        case .focusPane, .nextPane, .previousPane, .up, .down, .pageUp, .pageDown, .top, .bottom,
            .enter, .back, .nextTab, .previousTab, .previousMatch, .palette, .mark, .columnLeft,
            .columnRight:
            false
        default: true
        }
    }
}
