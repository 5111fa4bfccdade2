import Screen

import struct FoundationEssentials.Date

/// The body of the shown tab, and what tells when it is out of date.
struct BodyCache: Equatable, Sendable {
    var entry: CachedBody?
    /// Counts what has happened besides keys; a body is made again once this has changed.
    private(set) var version = 0
    /// The latest date that any action has told.
    private(set) var lastDate = Date(timeIntervalSince1970: 0)

    /// Notes an action before it is handled.
    mutating func note(_ action: ConsoleAction) {
        if action.changesContent { version += 1 }
        if let date = action.date { lastDate = max(lastDate, date) }
    }

    /// Has the body made again, since what it is made of has changed without an action.
    mutating func invalidate() { version += 1 }
}

/// What the shown tab holds, made once for all keys until something else has happened.
///
/// A body may be made of everything that is known, such as the overview of ten thousand jobs; a key that
/// moves the cursor must not make it again.
struct CachedBody: Equatable, Sendable {
    /// What is shown, and how: another one is made at once.
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
    /// The ``BodyCache/version`` it was made of; one of another version is out of date.
    var version: Int
    /// When it was made, by the dates of what happened.
    let date: Date
}

extension ConsoleState {
    /// Answers make a body over all that is known anew at most once in so many seconds.
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

    /// Makes the body of the shown tab again where what it is made of has changed.
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

    /// What the shown tab of a page holds, once its detail is known.
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
    /// Whether it may change what a tab holds: all but keys, which move about in it.
    var changesContent: Bool {
        switch self {
        case .terminal(.key), .terminal(.burst), .terminal(.mouse), .rested, .seen: false
        default: true
        }
    }

    /// Whether it is one of the many that polling brings, of which the next is never far.
    var isAnswer: Bool {
        switch self {
        case .listLoaded, .listUnchanged, .partLoaded, .detailLoaded, .requested, .linkChanged: true
        default: false
        }
    }

    /// When it happened, where it says so.
    var date: Date? {
        switch self {
        case .ticked(let date), .listLoaded(_, _, let date), .listUnchanged(_, let date),
            .partLoaded(_, _, _, let date), .detailLoaded(_, _, let date):
            date
        default: nil
        }
    }
}
