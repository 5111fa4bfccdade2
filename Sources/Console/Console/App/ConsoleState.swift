package import PipelineAPI
package import Screen

package import struct FoundationEssentials.Date

/// The state of the whole console; the screen is a function of it.
///
/// The time arrives by `.ticked` and answers arrive as actions; nothing here waits, sends requests or draws.
/// **Invariant:** `pages` is empty only while nothing is selected; the first page follows the sidebar.
package struct ConsoleState: Equatable, Sendable {
    package var size: Size
    package let identity: Identity
    /// The zone in which times are shown.
    package let zone: LocalZone
    /// The zone in which schedules are due.
    package var serviceZone: ServiceZone
    package var now: Date
    /// The lists of the panes, in the catalogue's order.
    package var panes: [ListState]
    package var focus: Focus
    /// The pane of the sidebar that has, or last had, the focus.
    package var activePane: Int
    /// The pages of the main pane; Enter pushes one, Esc pops one.
    package var pages: [DetailPage] = []
    package var listings: [ListKey: Loadable<Listing>] = [:]
    /// How far the lists made of others are gathered.
    var gatherings: [ListKey: Gathering] = [:]
    package var details: [ResourceAddress: Loadable<AnyItem>] = [:]
    package var overlay: Overlay?
    package var notice: Notice?
    package var jobTally = JobTally()
    var bodyCache = BodyCache()
    /// What was searched for last, in everything.
    package var found = EverythingSearch()
    /// The link to the service and the requests over it.
    package var traffic = ServiceTraffic()
    package var display = DisplayOptions()
    package var changes = ChangeState()
    package var preferences = Preferences()
    package var navigationHistory = NavigationHistory()
    /// Items whose changes of state are announced.
    package var watched: Set<ResourceAddress> = []
    /// The names of all profiles there are.
    package var profiles: [String] = []
    package var keymap = Keymap.standard
    /// The user's own commands.
    package var userCommands: [UserCommand] = []
    /// What is known of the profiles' services.
    package var board = Board()
    /// The views that are kept, and those that are open, by the kind of their lists.
    package var savedViews: [SavedView] = []
    package var shownViews: [ResourceID: SavedView] = [:]
    /// Counts moves of the selection, so that the main pane follows only the last one.
    package var restToken = 0
    /// Whether the last burst of keys was inserted as text; its further pieces are inserted too.
    var isPasting = false
    /// Whether the question on the screen takes answers yet.
    package var attention = Attention()

    package init(identity: Identity, zone: LocalZone, size: Size, now: Date) {
        self.identity = identity
        self.zone = zone
        serviceZone = ServiceZone(local: zone)
        self.size = size
        self.now = now
        panes = ResourceCatalogue.panes.map { kind in
            ListState(kind: kind.id, scope: kind.containment == .root ? .root : nil)
        }
        activePane = ResourceCatalogue.panes.firstIndex { $0.traits.hasFirstFocus } ?? 0
        focus = .sidebar
        let screens = [
            (Overview.address, Overview.row), (Activity.address, Activity.row),
            (ShiftReport.address, ShiftReport.row),
            (Found.address, Found.row),
            (RequestScreen.address, RequestScreen.row),
            (CommandOutputs.address, CommandOutputs.row),
        ]
        for (address, row) in screens {
            listings[address.list] = .loaded(Listing(rows: [row]), at: now)
        }
    }
}

/// The half of the screen that keys go to.
package enum Focus: Equatable, Sendable {
    case sidebar, main
}

/// The profile, region and endpoint that the header shows.
package struct Identity: Equatable, Sendable {
    package var profile: String
    package var region: String
    package var endpoint: String
    package var writable: Writable
    /// Whether every change is confirmed by typing the profile's name.
    package var confirmsByName: Bool
    /// The number of reruns that may be under way at one time.
    package var reruns: Int

    /// Whether changes may be made: never, within a window that is opened for them, or at all times.
    package enum Writable: Sendable { case never, ask, always }

    package init(
        profile: String,
        region: String,
        endpoint: String,
        writable: Writable = .always,
        confirmsByName: Bool = false,
        reruns: Int = RerunProgress.defaultAtOnce
    ) {
        self.profile = profile
        self.region = region
        self.endpoint = endpoint
        self.writable = writable
        self.confirmsByName = confirmsByName
        self.reruns = reruns
    }
}

/// A message in the footer, until the next key.
package struct Notice: Equatable, Sendable {
    package let localized: LocalizedText
    package let isError: Bool

    package init(_ localized: LocalizedText, isError: Bool = false) {
        self.localized = localized
        self.isError = isError
    }

    /// The message in English.
    package var text: String { localized.english }
}

/// The overlay over the panes, which gets the keys first.
package enum Overlay: Equatable, Sendable {
    case help(scroll: Int)
    case confirm(ConfirmDialog)
    case message(MessageDialog)
    case palette(CommandPalette)
    case choice(ChoiceDialog)
    case form(FormDialog)
    case bulk(BulkDialog)
    case work(WorkDialog)
    case transfer(TransferDialog)
    case text(TextDialog)
}
