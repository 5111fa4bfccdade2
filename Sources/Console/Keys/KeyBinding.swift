package import Screen

/// Keys and what they do: the one declaration that dispatch, footer, help and README come from.
package struct KeyBinding: Sendable {
    package enum Deed: Sendable {
        case command(Command)
        case action(ResourceAction, AnyResourceKind)
    }

    package let keys: [Key]
    package let does: Deed
    /// A word for the footer.
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

    init(_ action: ResourceAction, of kind: AnyResourceKind) {
        keys = [action.key]
        does = .action(action, kind)
        title = action.title.lowercased()
        help = action.help
        isInFooter = true
    }

    /// The keys as the screen names them: `↑ k` is written `Up k`.
    package var label: String { keys.map(\.label).joined(separator: " ") }
}
