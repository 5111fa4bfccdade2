/// A command of the keyboard that is no action on a resource.
package enum Command: Hashable, Sendable {
    case focusPane(Int)
    /// Goes to a kind's screen.
    case show(ResourceID)
    case nextPane, previousPane
    case up, down, pageUp, pageDown, top, bottom
    case enter, back
    case nextTab, previousTab
    case columnLeft, columnRight
    case mark, markAll, unmarkAll, sort, columns, status
    case repair, backfill
    case transfer, profile, writable, watch, follow, export, command
    case filter, new, edit, previousMatch, palette, schema, refresh, zoom, times, notation, pause,
        copy
    /// A command of the user's, by its name.
    case user(String)
    /// A saved view, by its name.
    case view(String)
    case saveView
    case closer, farther, compare, grep
    case help, repaint, suspend, quit
}
