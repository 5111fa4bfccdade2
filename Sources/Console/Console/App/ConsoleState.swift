package import PipelineAPI
package import Screen

package import struct FoundationEssentials.Date

/// The whole console as one value: the screen is a function of this, a look and a size.
///
/// Time arrives by `.ticked` and answers arrive as actions; nothing here waits, asks or draws.
/// **Invariant:** `pages` is empty only while nothing is selected; its first follows the left column.
package struct ConsoleState: Equatable, Sendable {
    package var size: Size
    package let identity: Identity
    package let zone: LocalZone
    package var now: Date
    /// One list a pane, in the catalogue's order.
    package var panes: [ListState]
    package var focus: Focus
    /// The pane of the left column that has, or last had, the focus.
    package var activePane: Int
    /// What the main pane shows; Enter pushes, Esc pops.
    package var pages: [DetailPage] = []
    package var listings: [ListKey: Loadable<Listing>] = [:]
    package var details: [ResourceAddress: Loadable<AnyItem>] = [:]
    package var overlay: Overlay?
    package var notice: Notice?
    package var link = Link.connecting
    package var isPaused = false
    package var isZoomed = false
    package var hasTerminalFocus = true
    package var times = TimeStyle.absolute
    package var notation = Notation.json
    package var localizer = Localizer.english
    /// The signs the terminal can draw.
    package var glyphs = Glyphs.unicode
    package var latency = LatencyMeter()
    package var jobTally = JobTally()
    var bodyCache: BodyCache?
    /// Counts what has happened besides keys; what is made of it is made anew when this has changed.
    var version = 0
    /// The latest date that anything has told.
    var lastDate = Date(timeIntervalSince1970: 0)
    /// How the lists of each kind are looked at.
    package var views: [ResourceID: ViewChoice] = [:]
    /// Actions that were sent and are not answered yet; a second press of their key changes nothing.
    package var pending: Set<ActionRequest> = []
    /// What was changed from here, the latest first.
    package var activity: [ActivityEntry] = []
    /// Where the hand was before it went somewhere by name, the latest last.
    package var navigationHistory: [Location] = []
    /// Items whose changes of state are announced.
    package var watched: Set<ResourceAddress> = []
    /// The last document that was not sent; editing the same again goes on with it.
    package var keptDraft: EditDraft?
    /// Until when a profile that asks for it may change something.
    package var writableUntil: Date?
    /// The names of all profiles there are.
    package var profiles: [String] = []
    /// What was asked of the service, and what it cost.
    package var requests = RequestJournal()
    /// What is asked next, while somebody looks at it.
    package var forecast: [PollForecast] = []
    package var keymap = Keymap.standard
    /// What was chosen in the palette, the latest first.
    package var paletteHistory: [String] = []
    /// Failures that were looked at, each with the endpoint it was on.
    package var seenFailures: Set<String> = []
    /// Counts selections, so that the main pane follows only the one that came to rest.
    package var restToken = 0
    /// Whether what is asked may be answered yet.
    package var attention = Attention()

    package init(identity: Identity, zone: LocalZone, size: Size, now: Date) {
        self.identity = identity
        self.zone = zone
        self.size = size
        self.now = now
        panes = ResourceCatalogue.panes.map { kind in
            ListState(kind: kind.id, scope: kind.containment == .root ? .root : nil)
        }
        activePane = ResourceCatalogue.panes.firstIndex { $0.traits.hasFirstFocus } ?? 0
        focus = .column
        let screens = [
            (Overview.address, Overview.row), (Activity.address, Activity.row),
            (RequestScreen.address, RequestScreen.row),
        ]
        for (address, row) in screens {
            listings[address.list] = .loaded(Listing(rows: [row]), at: now)
        }
    }
}

/// Which half of the screen keys go to.
package enum Focus: Equatable, Sendable {
    case column, main
}

/// Whose pipelines these are, as the header says it.
package struct Identity: Equatable, Sendable {
    package var profile: String
    package var region: String
    package var endpoint: String
    package var writable: Writable
    /// Whether every change is confirmed by typing the profile's name, as for production.
    package var confirmsByName: Bool

    /// Whether changes may be made: never, within a window that is opened for them, or at all times.
    package enum Writable: Sendable { case never, ask, always }

    package init(
        profile: String,
        region: String,
        endpoint: String,
        writable: Writable = .always,
        confirmsByName: Bool = false
    ) {
        self.profile = profile
        self.region = region
        self.endpoint = endpoint
        self.writable = writable
        self.confirmsByName = confirmsByName
    }
}

/// How the connection to the service is.
package enum Link: Equatable, Sendable {
    case connecting
    /// The last answer took this long, in milliseconds.
    case live(milliseconds: Int)
    case offline(APIError, nextTry: Date?)
}

/// One line at the foot of the screen, until the next key.
package struct Notice: Equatable, Sendable {
    package let localized: LocalizedText
    package let isError: Bool

    package init(_ localized: LocalizedText, isError: Bool = false) {
        self.localized = localized
        self.isError = isError
    }

    /// What is said, in English.
    package var text: String { localized.english }
}

/// What lies over the panes and gets the keys first.
package enum Overlay: Equatable, Sendable {
    case help(scroll: Int)
    case confirm(ConfirmDialog)
    case message(MessageDialog)
    case palette(CommandPalette)
    case choice(ChoiceDialog)
    case form(FormDialog)
    case bulk(BulkDialog)
    case transfer(TransferDialog)
    case text(TextDialog)
}
