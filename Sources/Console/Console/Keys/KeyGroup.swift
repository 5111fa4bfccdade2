/// What one wants to do with a key, by which the help groups them.
enum KeyGroup: CaseIterable {
    case change, go, find, lists, show, take, move, own, console

    var title: LocalizedText {
        switch self {
        case .change: "Change"
        case .go: "Go to"
        case .find: "Find"
        case .lists: "Arrange lists"
        case .show: "Change what is shown"
        case .take: "Take along"
        case .move: "Move"
        case .own: "Of your own"
        case .console: "The console"
        }
    }
}

extension KeyBinding {
    var group: KeyGroup {
        switch does {
        case .actions: .change
        case .command(let command): command.group
        }
    }
}

extension Command {
    fileprivate var group: KeyGroup {
        switch self {
        case .new, .edit, .repair, .backfill, .transfer, .writable: .change
        case .focusPane, .show, .nextPane, .previousPane, .enter, .back, .nextTab, .previousTab,
            .palette,
            .profile:
            .go
        case .filter, .grep, .previousMatch: .find
        case .mark, .markAll, .unmarkAll, .sort, .columns, .status, .follow, .saveView: .lists
        case .schema, .compare, .watch, .refresh, .zoom, .times, .notation, .pause: .show
        case .export, .command, .copy: .take
        case .up, .down, .pageUp, .pageDown, .top, .bottom, .columnLeft, .columnRight, .closer,
            .farther:
            .move
        case .user, .view: .own
        case .help, .repaint, .suspend, .quit: .console
        }
    }
}
