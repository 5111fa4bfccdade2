import PipelineAPI
import Screen

@testable import Console

/// What is true of every picture, whatever it shows and in whichever size, language and glyphs.
struct PictureRules {
    private let state: ConsoleState
    private let glyphs: Glyphs
    private let canvas: Canvas
    /// The text of each row of the canvas.
    let lines: [String]

    init(_ state: ConsoleState, glyphs: Glyphs = .unicode) {
        self.state = state
        self.glyphs = glyphs
        canvas = state.render(glyphs: glyphs)
        lines = canvas.lines
    }

    /// What is broken, each as a sentence; empty for a sound picture.
    var violations: [String] {
        rows + texts + frames + footer + [header, selection, defaultAnswer].compactMap { $0 }
    }

    /// No row is wider than the screen, and nothing in one acts on a terminal.
    private var rows: [String] {
        let count = lines.count == state.size.height ? [] : ["\(lines.count) rows"]
        let wide = lines.filter { $0.displayWidth > state.size.width }.map { "too wide: \($0)" }
        return count + wide + lines.filter { $0 != $0.printable }.map { "not printable: \($0)" }
    }

    /// Every text has its translation.
    private var texts: [String] {
        lines.filter { $0.contains("⟦") }.map { "without translation: \($0)" }
    }

    // MARK: - Frames

    /// Where something lies over the panes: its box with the border.
    private var dialog: Rect? {
        var (left, right, top, bottom) = (Int.max, -1, Int.max, -1)
        for y in 0..<canvas.size.height {
            for x in 0..<canvas.size.width where canvas[x, y].style == .dialogTitle {
                (left, right) = (min(left, x), max(right, x))
                (top, bottom) = (min(top, y), max(bottom, y))
            }
        }
        guard right >= 0 else { return nil }
        return Rect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }

    private var frames: [String] {
        let layout = state.layout
        let covered = dialog
        let panes = [layout.sidebar, layout.main].filter { !$0.isEmpty }
            .flatMap { open(in: $0, under: covered) }
        guard state.overlay != nil else { return panes + (covered == nil ? [] : ["a lone box"]) }
        guard let covered else { return panes + ["the dialog has no box"] }
        return panes + open(in: covered, under: nil)
    }

    /// The cells of a border that do not close it; titles stand in the upper and the lower one.
    private func open(in frame: Rect, under cover: Rect?) -> [String] {
        let (right, bottom) = (frame.maxX - 1, frame.maxY - 1)
        let corners = [
            (frame.x, frame.y, glyphs.topLeft), (right, frame.y, glyphs.topRight),
            (frame.x, bottom, glyphs.bottomLeft), (right, bottom, glyphs.bottomRight),
        ]
        var wrong = corners.compactMap { x, y, glyph in
            open(at: Point(x: x, y: y), [glyph], under: cover)
        }
        for y in frame.y + 1..<bottom {
            for (x, tee) in [(frame.x, glyphs.teeRight), (right, glyphs.teeLeft)] {
                let cell = open(at: Point(x: x, y: y), [glyphs.vertical, tee], under: cover)
                wrong += [cell].compactMap { $0 }
            }
        }
        return wrong
    }

    private func open(at point: Point, _ allowed: [Character], under cover: Rect?) -> String? {
        guard cover?.contains(point) != true else { return nil }
        let text = canvas[point.x, point.y].text
        return allowed.contains(text) ? nil : "'\(text)' in a border at \(point.x),\(point.y)"
    }

    // MARK: - Header and footer

    /// The header says whose pipelines these are and how the link is.
    private var header: String? {
        let words: LocalizedText =
            switch state.traffic.link {
            case .connecting where state.listings.values.contains { $0.error != nil }:
                "\(glyphs.offline) failing"
            case .connecting: "\(glyphs.offline) connecting"
            case .live: "\(glyphs.live) live"
            case .offline(let error, _) where error.code == .tooManyRequests:
                "\(glyphs.offline) limited"
            case .offline(let error, _) where error.code == .unauthorized:
                "\(glyphs.offline) refused"
            case .offline: "\(glyphs.offline) offline"
            case .failing: "\(glyphs.offline) failing"
            }
        let line = lines[0]
        let wanted = [state.identity.profile, state.display.localizer(words)]
        return wanted.allSatisfy(line.contains) ? nil : "the header says too little: \(line)"
    }

    /// Keys stand apart from each other and from what they do; help and the way out are always there.
    private var footer: [String] {
        guard state.notice == nil else { return [] }
        let y = state.size.height - 1
        let row = canvas.row(y).filter { !$0.isContinuation }
        var glued: [String] = []
        for (index, cell) in row.enumerated() where cell.style == .key {
            let before = row.prefix(index).suffix(2).map(\.text)
            let isFirst = index == 0 || row[index - 1].style != .key
            if isFirst, index > 1, before != [" ", " "] { glued.append("glued: \(index)") }
            let next = index + 1 < row.count ? row[index + 1] : .blank
            if next.style != .key, next.text != " " { glued.append("glued: \(index)") }
        }
        let line = lines[y]
        let needed = [("help", "?"), ("quit", "q")].filter { word, key in
            !line.contains("\(key) \(state.display.localizer(known: word))")
        }
        return glued + needed.map { "the footer has no \($0.0): \(line)" }
    }

    // MARK: - What one must see

    /// The selected row of the list that has the keys is in sight.
    private var selection: String? {
        guard state.overlay == nil, let list = state.focusedList, !list.rows.isEmpty else {
            return nil
        }
        let layout = state.layout
        let frame =
            state.focus == .sidebar
            ? layout.panes.first { $0.index == state.activePane }?.content : layout.main
        guard let frame else { return "the list that has the keys is not shown" }
        let isShown = (frame.y..<frame.maxY).contains { y in
            (frame.x..<min(frame.maxX, frame.x + 3)).contains { x in
                canvas[x, y].text == glyphs.marker
            }
        }
        return isShown ? nil : "the selection is not in sight"
    }

    /// A plan shows its harmless answer, or what is to be typed, in every size.
    private var defaultAnswer: String? {
        guard case .confirm(let dialog) = state.overlay else { return nil }
        let text = lines.joined(separator: "\n")
        guard let expected = dialog.expected else {
            return text.contains(state.display.localizer("No")) ? nil : "no 'No' in sight"
        }
        return text.contains(expected.printable.prefix(10)) ? nil : "no '\(expected)' in sight"
    }
}
