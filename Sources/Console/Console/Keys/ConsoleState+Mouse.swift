import Screen

extension ConsoleState {
    /// A click focuses what it hits and selects the row under it; the wheel moves by three rows.
    mutating func receive(_ mouse: MouseEvent) -> [ConsoleEffect] {
        guard overlay == nil else { return [] }
        switch mouse.kind {
        case .wheelUp: return press(.up) + press(.up) + press(.up)
        case .wheelDown: return press(.down) + press(.down) + press(.down)
        case .press(.left) where layout.origin.contains(mouse.point): return press(.escape)
        case .press(.left): click(at: mouse.point)
        default: break
        }
        return []
    }

    private mutating func click(at point: Point) {
        let layout = layout
        if layout.main.contains(point), !pages.isEmpty {
            if focus == .sidebar, page?.kind?.placement != .screen { followSelection() }
            focus = .main
            return
        }
        guard let pane = layout.panes.first(where: { $0.frame.contains(point) }) else { return }
        let list = panes[pane.index]
        let row = point.y - pane.content.y
        if !pane.isFolded, pane.content.contains(point) {
            panes[pane.index].select(at: row + list.top)
        }
        focusPane(pane.index)
        followRepo()
    }
}
