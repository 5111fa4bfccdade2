import Screen

import struct FoundationEssentials.Date

/// What the shown tab holds, made once for all keys until something else has happened.
///
/// A body may be made of everything that is known, such as the overview of ten thousand jobs; a key that
/// moves the cursor must not make it again.
struct BodyCache: Equatable, Sendable {
    /// All that a body is a function of.
    struct Key: Equatable, Sendable {
        let address: ResourceAddress
        let tab: Int
        let glyphs: Glyphs
        let times: TimeStyle
        let notation: Notation
        let words: Words
        let version: Int
    }

    let key: Key
    let body: DetailBody?
    /// When it was made, by the dates of what happened.
    let date: Date
}

extension ConsoleState {
    /// A body over all that is known is made at most once a second.
    private static let restSeconds = 1.0

    private func bodyKey(of page: DetailPage, glyphs: Glyphs) -> BodyCache.Key {
        BodyCache.Key(
            address: page.address,
            tab: page.tab,
            glyphs: glyphs,
            times: times,
            notation: notation,
            words: words,
            version: version
        )
    }

    /// Makes the body of the shown tab again where what it is made of has changed.
    mutating func keepBody() {
        guard let page, !page.isList else {
            bodyCache = nil
            return
        }
        var key = bodyKey(of: page, glyphs: glyphs)
        if let old = bodyCache {
            guard old.key != key else { return }
            let isWide = page.kind?.placement == .screen
            if isWide, lastDate.timeIntervalSince(old.date) < Self.restSeconds {
                // The old one is good enough for a moment, unless another one is asked for.
                let isSame =
                    old.key.address == key.address && old.key.tab == key.tab
                    && old.key.times == key.times && old.key.words == key.words
                if isSame {
                    key = bodyKey(of: page, glyphs: glyphs)
                    bodyCache = BodyCache(key: key, body: old.body, date: old.date)
                    return
                }
            }
        }
        bodyCache = BodyCache(key: key, body: madeBody(of: page, glyphs: glyphs), date: lastDate)
    }

    /// What the shown tab of a page holds, once its detail is known.
    func body(of page: DetailPage, glyphs: Glyphs) -> DetailBody? {
        if let bodyCache, bodyCache.key == bodyKey(of: page, glyphs: glyphs) {
            return bodyCache.body
        }
        return madeBody(of: page, glyphs: glyphs)
    }

    private func madeBody(of page: DetailPage, glyphs: Glyphs) -> DetailBody? {
        if page.isList { return .children(page.address.list) }
        guard let item = detail(at: page.address).value else { return nil }
        return page.shownTab?.body(item, page.address, renderContext(glyphs: glyphs))?
            .said(in: words.drawn(with: glyphs))
    }
}

extension ConsoleAction {
    /// Whether it may change what a tab holds: all but keys, which move about in it.
    var changesContent: Bool {
        switch self {
        case .terminal(.key), .terminal(.mouse), .rested: false
        default: true
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
