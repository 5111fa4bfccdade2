package import Console
package import PipelineAPI
import Screen

/// Why a one-shot command ended without having done what it was asked for.
package struct CommandFailure: Error, Equatable {
    package enum Reason: Equatable, Sendable {
        /// What was asked for cannot be asked: arguments, settings, a file.
        case usage
        case refused
        case unreachable
    }

    package let reason: Reason
    /// What failed, then what it means and what to do; each one line on the error output.
    package let lines: [String]
    /// What the service, or the way there, said; `nil` where nothing was sent.
    package let cause: APIError?

    package init(_ reason: Reason, _ lines: String...) {
        self.init(reason, lines, because: nil)
    }

    private init(_ reason: Reason, _ lines: [String], because cause: APIError?) {
        self.reason = reason
        self.lines = lines
        self.cause = cause
    }

    package init(_ error: APIError) {
        let reason: Reason =
            [.unreachable, .timedOut, .connectionLost].contains(error.code)
            ? .unreachable : .refused
        let lines = [error.description] + CommandFailure.explanation(of: error)
        self.init(reason, lines, because: error)
    }

    /// A change that was not consented to; `nil` where it was, or where somebody is to be asked.
    package init?(refusalIn consent: Consent) {
        guard case .refused(let reason) = consent else { return nil }
        self.init(.usage, reason.english)
    }

    /// The lines as they may reach a terminal: what a service says may have lines of its own, and worse.
    package var printableLines: [String] {
        lines.flatMap { $0.split(whereSeparator: \.isNewline) }.map { String($0).printable }
    }

    /// The same with something before it: where in a file, which of several.
    package func after(_ head: String) -> CommandFailure {
        let first = head + (lines.first ?? "")
        return CommandFailure(reason, [first] + lines.dropFirst(), because: cause)
    }

    package func adding(_ line: String) -> CommandFailure {
        CommandFailure(reason, lines + [line], because: cause)
    }

    /// The code in words and in the service's own language, and whether another try may help.
    private static func explanation(of error: APIError) -> [String] {
        // What this side of the wire says is in words already.
        guard error.code.isFromService, let entry = error.code.entry else { return [] }
        let retry = entry.isTransient ? "; it may work a little later: try again" : ""
        return ["\(error.code) means: \(entry.english) (\(entry.chinese))\(retry)"]
    }
}
