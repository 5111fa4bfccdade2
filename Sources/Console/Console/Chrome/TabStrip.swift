import Screen

/// Which tabs of a page there is room for, around the one that is shown.
///
/// Each is written ` Title ` after a joint of the border; where some are left out, an ellipsis stands for them.
struct TabStrip: Equatable {
    /// The cells of border before each tab: two, or one where that makes room for all.
    let joint: Int
    let tabs: Range<Int>
    private let count: Int

    var leavesOutBefore: Bool { tabs.lowerBound > 0 }
    var leavesOutAfter: Bool { tabs.upperBound < count }

    init(_ titles: [String], shown: Int, room: Int) {
        count = titles.count
        let widths = titles.map { $0.displayWidth + 2 }
        let all = widths.reduce(0, +)
        joint = all + 2 * count <= room ? 2 : 1
        guard all + joint * count > room, titles.indices.contains(shown) else {
            tabs = 0..<count
            return
        }
        // The room that is needed with the tabs of a range: each with its joint, and an ellipsis at each open end.
        func needed(_ range: Range<Int>) -> Int {
            widths[range].reduce(0) { $0 + $1 + 1 } + (range.lowerBound > 0 ? 2 : 0)
                + (range.upperBound < titles.count ? 2 : 0)
        }
        var range = shown..<shown + 1
        while range.lowerBound > 0, needed(range.lowerBound - 1..<range.upperBound) <= room {
            range = range.lowerBound - 1..<range.upperBound
        }
        while range.upperBound < count, needed(range.lowerBound..<range.upperBound + 1) <= room {
            range = range.lowerBound..<range.upperBound + 1
        }
        tabs = range
    }
}
