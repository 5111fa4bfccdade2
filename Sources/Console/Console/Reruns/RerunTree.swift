import Screen

/// The steps of a plan as a tree: each below the last of those it waits for.
struct RerunTree: Equatable {
    struct Row: Equatable {
        let step: Int
        /// Whether the step and each above it is the last of its siblings, the outermost first; empty for a root.
        let isLast: [Bool]

        /// The branches before the row.
        func prefix(_ glyphs: Glyphs) -> String {
            let outer = isLast.dropLast().map { $0 ? "  " : "\(glyphs.vertical) " }.joined()
            let own = isLast.last.map { "\($0 ? glyphs.bottomLeft : glyphs.teeRight) " } ?? ""
            return outer + own
        }
    }

    let rows: [Row]

    init(_ plan: RerunPlan) {
        var children: [Int: [Int]] = [:]
        for (place, step) in plan.steps.enumerated() {
            if let parent = step.after.last { children[parent, default: []].append(place) }
        }
        var rows: [Row] = []
        func add(_ step: Int, _ isLast: [Bool]) {
            rows.append(Row(step: step, isLast: isLast))
            let below = children[step] ?? []
            for (place, child) in below.enumerated() {
                // What is deep is drawn no further to the right, so that its text has room.
                let isEnd = place == below.count - 1
                add(child, isLast.count < Self.mostDepth ? isLast + [isEnd] : isLast)
            }
        }
        for (place, step) in plan.steps.enumerated() where step.after.isEmpty { add(place, []) }
        self.rows = rows
    }

    private static let mostDepth = 8
}
