import Console
import Polling
import Screen

extension ConsoleProgram {
    /// Pause after which the main pane follows a selection that has not moved since.
    private static let restTime = Duration.milliseconds(120)

    /// Time that a question must have been on the screen before it takes an answer.
    private static let sightTime = Duration.milliseconds(200)

    func carryOut(_ effect: TerminalEffect) {
        switch effect {
        case .copy(let text):
            terminal.copy(text)
            _ = state.update(.noticed(Notice("copied '\(text)'")))
        case .alert(let text): terminal.notify(text)
        case .rest(let token): startRest(token)
        case .awaitSight(let token): unseenToken = token
        case .repaint: terminal.repaint()
        case .suspend: terminal.suspend()
        }
    }

    /// Starts the time of a question when the picture that shows it is painted.
    func startSight() {
        guard let token = unseenToken else { return }
        unseenToken = nil
        terminal.call(after: Self.sightTime) { [weak self] in self?.receive(.seen(token: token)) }
    }

    /// Restarts the rest of the selection; one timer serves all moves until it ends.
    private func startRest(_ token: Int) {
        let hasTimer = lastMove != nil
        lastMove = (token, clock.now())
        if !hasTimer { callWhenRested(after: Self.restTime) }
    }

    private func callWhenRested(after delay: Duration) {
        terminal.call(after: delay) { [weak self] in
            guard let self, let (token, moment) = lastMove else { return }
            let rest = Self.restTime - (clock.now() - moment)
            guard rest <= .zero else { return callWhenRested(after: rest) }
            lastMove = nil
            receive(.rested(token: token))
        }
    }
}
