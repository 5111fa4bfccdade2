package import Screen

/// A binding of keys to a command or to actions; dispatch, footer, help and README are made from it.
package struct KeyBinding: Sendable {
    package enum Deed: Sendable {
        case command(Command)
        /// Actions on the item in focus, by its kind.
        case actions([KindAction])
    }

    /// An action with the kind that declares it.
    package struct KindAction: Sendable {
        package let action: ResourceAction
        package let kind: AnyResourceKind
    }

    package let keys: [Key]
    package let does: Deed
    /// A word for the footer, and the name in the configuration.
    package let title: String
    /// A line for the help.
    package let help: String
    package let isInFooter: Bool

    init(
        _ keys: [Key],
        _ command: Command,
        _ title: String,
        _ help: String,
        footer: Bool = false
    ) {
        self.keys = keys
        does = .command(command)
        self.title = title
        self.help = help
        isInFooter = footer
    }

    /// One key of several kinds' actions; their helps in one line, each once.
    init(_ key: ActionKey, _ actions: [KindAction]) {
        keys = [key.key]
        does = .actions(actions)
        title = key.name
        var helps: [String] = []
        for help in actions.map(\.action.help) where !helps.contains(help) { helps.append(help) }
        help = helps.joined(separator: "; ")
        isInFooter = true
    }

    /// Returns the binding with other keys.
    func with(_ keys: [Key]) -> KeyBinding { KeyBinding(self, keys) }

    private init(_ other: KeyBinding, _ keys: [Key]) {
        self.keys = keys
        does = other.does
        title = other.title
        help = other.help
        isInFooter = other.isInFooter
    }

    /// The help in the user's language; each of several actions has its own text.
    var localizedHelp: LocalizedText {
        let helps = help.split(separator: ";").map {
            LocalizedText(known: String($0.drop { $0 == " " }))
        }
        guard let first = helps.first else { return "" }
        return helps.dropFirst().reduce(first) { $0 + "; " + $1 }
    }

    /// The keys as the screen names them: `↑ k` is written `Up k`.
    package var label: String { keys.map(\.label).joined(separator: " ") }
}
