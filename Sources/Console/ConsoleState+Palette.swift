extension ConsoleState {
    /// Kinds, then commands, then every resource that is known by name.
    var paletteEntries: [Palette.Entry] {
        let screens = ResourceCatalogue.all.filter { $0.placement == .screen }
        let kinds = (ResourceCatalogue.panes + screens).map { kind in
            Palette.Entry(
                name: kind.title,
                note: kind.aliases.joined(separator: ", "),
                target: .kind(kind.id)
            )
        }
        let commands = Keymap.bindings.compactMap { binding -> Palette.Entry? in
            guard case .command(let command) = binding.does, command.isInPalette else { return nil }
            return Palette.Entry(
                name: binding.title,
                note: "\(binding.label)  \(binding.help)",
                target: .command(command)
            )
        }
        let items = panes.flatMap { pane -> [Palette.Entry] in
            guard let key = pane.key, let kind = ResourceCatalogue.kind(pane.kind) else {
                return []
            }
            return (listings[key]?.value?.rows ?? []).map { row in
                Palette.Entry(
                    name: row.name,
                    note: kind.noun,
                    target: .item(ResourceAddress(key.kind, key.scope, row.name))
                )
            }
        }
        return kinds + commands + items
    }

    mutating func go(to entry: Palette.Entry) -> [ConsoleEffect] {
        switch entry.target {
        case .command(let command): return perform(command)
        case .kind(let id): show(kind: id)
        case .item(let address): go(to: address)
        }
        return []
    }
}

extension Command {
    /// Moving about is for keys alone.
    fileprivate var isInPalette: Bool {
        switch self {
        case .overview, .new, .edit, .schema, .refresh, .zoom, .times, .notation, .pause, .copy,
            .help, .repaint,
            .suspend,
            .quit,
            .filter:
            true
        default: false
        }
    }
}
