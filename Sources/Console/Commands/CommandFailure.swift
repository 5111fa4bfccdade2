package import Console
package import PipelineAPI
import Screen

/// The failure of a one-shot command.
package struct CommandFailure: Error, Equatable {
    package enum Reason: CaseIterable, Equatable, Sendable {
        /// Invalid arguments, settings or files.
        case usage
        /// What it is about does not exist.
        case notFound
        /// The keys are not known, or do not allow it.
        case unauthorized
        /// The service refuses it, or the state of the item does not allow it.
        case refused
        case unreachable
        /// Standard output cannot be written.
        case output
    }

    package let reason: Reason
    /// The lines of the message: what failed, then what it means and what to do.
    package let lines: [String]
    /// The error of the service or the transport; `nil` if nothing was sent.
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
        let lines = [error.description] + CommandFailure.explanation(of: error)
        self.init(Reason(error.code), lines, because: error)
    }

    /// The failure of a change without consent; `nil` with consent, or if the user is to be asked.
    package init?(refusalIn consent: Consent) {
        guard case .refused(let reason) = consent else { return nil }
        self.init(.usage, reason.english)
    }

    /// The lines with control characters as escapes, since a service's message may contain any.
    package var printableLines: [String] {
        lines.flatMap { $0.split(whereSeparator: \.isNewline) }.map { String($0).printable }
    }

    /// The lines for a terminal of another encoding than UTF-8: the meaning of a code in English alone.
    package var printableASCIILines: [String] {
        guard let cause else { return printableLines }
        let said = CommandFailure.explanation(of: cause)
        let short = CommandFailure.explanation(of: cause, isBilingual: false)
        let lines = lines.map { line in said.firstIndex(of: line).map { short[$0] } ?? line }
        return CommandFailure(reason, lines, because: cause).printableLines
    }

    /// Returns the failure with a prefix, such as the place in a file.
    package func after(_ head: String) -> CommandFailure {
        let first = head + (lines.first ?? "")
        return CommandFailure(reason, [first] + lines.dropFirst(), because: cause)
    }

    /// Returns the failure of a change whose answer was lost with what was to be done, and what to do now.
    package func saying(_ what: String) -> CommandFailure {
        switch cause?.code {
        case .notReceived:
            after("'\(what)' did not reach the service: ").adding("run the command again")
        case .outcomeUnknown:
            after("whether '\(what)' was done is not known: ")
                .adding("look what is true before you run the command again")
        default: self
        }
    }

    package func adding(_ line: String) -> CommandFailure {
        CommandFailure(reason, lines + [line], because: cause)
    }

    /// Returns the meaning of the code, and whether a retry may help.
    private static func explanation(of error: APIError, isBilingual: Bool = true) -> [String] {
        // Errors of the client have a message of their own.
        guard error.code.isFromService, let entry = error.code.entry else { return [] }
        let retry = entry.isTransient ? "; it may work a little later: try again" : ""
        return [
            "\(error.code) means: \(entry.english)\(isBilingual ? " (\(entry.chinese))" : "")\(retry)"
        ]
    }
}

extension CommandFailure.Reason {
    fileprivate init(_ code: ErrorCode) {
        let lost: [ErrorCode] = [
            .unreachable, .timedOut, .connectionLost, .notReceived, .outcomeUnknown,
        ]
        guard !lost.contains(code) else {
            self = .unreachable
            return
        }
        switch code.status {
        case 401, 403: self = .unauthorized
        case 404: self = .notFound
        default: self = .refused
        }
    }
}
