import PipelineAPI

extension ConsoleState {
    private static let boardKey = ListKey(.board, .root)

    /// Asks every profile, if the board has come in sight or its answers are old.
    mutating func keepBoard(after place: ResourceAddress?) -> [ConsoleEffect] {
        guard page?.address.kind == .board, !traffic.isPaused else { return [] }
        guard place?.kind != .board || board.isDue(at: now) else { return [] }
        return askBoard()
    }

    /// Asks every profile now that is not being asked still.
    mutating func askBoard() -> [ConsoleEffect] {
        let names = profiles.isEmpty ? [identity.profile] : profiles
        let asked = board.ask(names, at: now)
        showBoard()
        return asked.map(ConsoleEffect.askProfile)
    }

    mutating func receive(_ result: Result<ProfileFacts, APIError>, ofProfile name: String) {
        board.receive(result, of: name)
        showBoard()
    }

    /// Whether Enter switches to another profile, which no pasted text may do.
    var isBoardInFocus: Bool { focus == .main && page?.children?.kind == .board }

    private mutating func showBoard() {
        listings[Self.boardKey] = .loaded(Listing(rows: board.rows), at: now)
        arrange(Self.boardKey)
    }

    /// Switches to the profile of the selected line; `nil` where the board is not in focus.
    mutating func enterProfile() -> [ConsoleEffect]? {
        guard isBoardInFocus else { return nil }
        guard let name = page?.children?.selection else { return [] }
        guard name != identity.profile else {
            notice = Notice("'\(name)' is the profile you are on")
            return []
        }
        return [.switchProfile(name)]
    }
}
