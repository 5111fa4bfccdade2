import Screen

import struct FoundationEssentials.Date

/// The body of the shown tab, and what tells when it is out of date.
struct BodyCache: Equatable, Sendable {
    var entry: CachedBody?
    /// Counts what has happened besides keys; a body is made again once this has changed.
    private(set) var version = 0
    /// The latest date that any action has told.
    private(set) var lastDate = Date(timeIntervalSince1970: 0)

    /// Records an action before it is handled.
    mutating func note(_ action: ConsoleAction) {
        if action.changesContent { version += 1 }
        if let date = action.date { lastDate = max(lastDate, date) }
    }

    /// Invalidates the body, since its input has changed without an action.
    mutating func invalidate() { version += 1 }
}

/// The body of the shown tab, kept while only keys are pressed.
///
/// A body may be computed from all data, such as the overview of ten thousand jobs; a key that moves the
/// cursor must not compute it again.
struct CachedBody: Equatable, Sendable {
    /// The page, tab and display options of the body; with others it is computed at once.
    struct Key: Equatable, Sendable {
        let address: ResourceAddress
        let tab: Int
        let glyphs: Glyphs
        let times: TimeStyle
        let notation: Notation
        let showsTranslation: Bool
        let localizer: Localizer
    }

    let key: Key
    let body: DetailBody?
    /// The ``BodyCache/version`` it was computed at; a body of another version is out of date.
    var version: Int
    /// The time it was computed, from the dates of the actions.
    let date: Date
}

extension ConsoleState {
    /// The fewest seconds between two computations of a body over all data that are caused by answers.
    private static let restSeconds = 1.0

    private func bodyKey(of page: DetailPage, glyphs: Glyphs) -> CachedBody.Key {
        CachedBody.Key(
            address: page.address,
            tab: page.tab,
            glyphs: glyphs,
            times: display.times,
            notation: display.notation,
            showsTranslation: display.showsTranslation,
            localizer: display.localizer
        )
    }

    /// Computes the body of the shown tab again if its input has changed.
    mutating func keepBody(after action: ConsoleAction? = nil) {
        guard let page, !page.isList else {
            bodyCache.entry = nil
            return
        }
        let key = bodyKey(of: page, glyphs: display.glyphs)
        let (version, lastDate) = (bodyCache.version, bodyCache.lastDate)
        if let old = bodyCache.entry, old.key == key {
            let isRecent = lastDate.timeIntervalSince(old.date) < Self.restSeconds
            let mayWait = page.kind?.placement == .screen && action?.isAnswer == true && isRecent
            if old.version == version || mayWait {
                bodyCache.entry?.version = version
                return
            }
        }
        bodyCache.entry = CachedBody(
            key: key,
            body: madeBody(of: page, glyphs: display.glyphs),
            version: version,
            date: lastDate
        )
    }

    /// Returns the body of a page's shown tab, once its detail is known.
    func body(of page: DetailPage, glyphs: Glyphs) -> DetailBody? {
        if let entry = bodyCache.entry, entry.version == bodyCache.version,
            entry.key == bodyKey(of: page, glyphs: glyphs)
        {
            return entry.body
        }
        return madeBody(of: page, glyphs: glyphs)
    }

    private func madeBody(of page: DetailPage, glyphs: Glyphs) -> DetailBody? {
        if page.isList { return .children(page.address.list) }
        guard let item = detail(at: page.address).value else { return nil }
        return page.shownTab?.body(item, page.address, renderContext(glyphs: glyphs))?
            .said(in: display.localizer.drawn(with: glyphs))
    }
}

extension ConsoleAction {
    /// Whether the action may change the body of a tab; keys do not.
    var changesContent: Bool {
        switch self {
        case .terminal(.key), .terminal(.burst), .terminal(.mouse), .rested, .seen: false
        default: true
        }
    }

    /// Whether the action is an answer of the polling, which others follow soon.
    var isAnswer: Bool {
        switch self {
        case .listLoaded, .listUnchanged, .partLoaded, .detailLoaded, .requested, .linkChanged: true
        default: false
        }
    }

    /// The date of the action, if it has one.
    var date: Date? {
        switch self {
        case .ticked(let date), .listLoaded(_, _, let date), .listUnchanged(_, let date),
            .partLoaded(_, _, _, let date), .detailLoaded(_, _, let date):
            date
        default: nil
        }
    }
}
