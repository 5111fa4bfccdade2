package import Console
import PipelineAPI

/// What came of reruns that were sent one by one.
package struct RerunTally: Equatable, Sendable {
    /// The runs that run again now.
    package private(set) var sent: [RunID] = []
    private var failed = 0
    private var leftOut = 0

    package init() {}

    /// Takes what came of a rerun; returns what to say of it.
    package mutating func take(_ id: RunID, _ outcome: RerunSender.Outcome) -> String {
        let name = id.localized.english
        switch outcome {
        case .sent(let text):
            sent.append(id)
            return text.english
        case .refused(let error):
            failed += 1
            return CommandFailure(error).saying(id.rerun.what.english).lines[0]
        case .unseen(let error):
            failed += 1
            return "\(name) was not rerun, since it cannot be looked at: \(error.description)"
        case .leftOut(let reason):
            leftOut += 1
            return "\(name) was left out: \(reason)"
        case .notSent:
            failed += 1
            return "\(name) was not rerun, since the service is out of reach"
        }
    }

    /// `12 of 14 rerun, 1 failed, 1 left out`.
    package var summary: String {
        let parts = [(failed, "failed"), (leftOut, "left out")].filter { $0.0 > 0 }
        return
            (["\(sent.count) of \(sent.count + failed + leftOut) rerun"]
            + parts.map { "\($0.0) \($0.1)" }).joined(separator: ", ")
    }

    /// `nil` where every rerun was sent, or is not needed any more.
    package var failure: CommandFailure? {
        guard failed > 0 else { return nil }
        return CommandFailure(
            .refused,
            "not every run was rerun: the command again takes those that still fail"
        )
    }
}
