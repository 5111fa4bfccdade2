import Commands

/// Exit codes, after `sysexits.h`.
enum ExitCodes {
    /// The service or the item's state refused, or what was waited for has failed.
    static let refused: Int32 = 1
    static let usage: Int32 = 64
    /// What the command is about does not exist.
    static let notFound: Int32 = 66
    static let unavailable: Int32 = 69
    /// Standard input or output is no terminal, or the output cannot be written.
    static let output: Int32 = 74
    /// The service did not accept the keys, or they do not allow it.
    static let unauthorized: Int32 = 77

    static func code(of reason: CommandFailure.Reason) -> Int32 {
        switch reason {
        case .refused: refused
        case .usage: usage
        case .notFound: notFound
        case .unreachable: unavailable
        case .output: output
        case .unauthorized: unauthorized
        }
    }

    /// The codes of all failures, in their order.
    static let all = CommandFailure.Reason.allCases.map(code).sorted()

    /// Every code with its meaning.
    static let list: [(code: Int32, meaning: String)] = [
        (0, "done"),
        (
            refused,
            "refused by the service or by an item's state, or what was waited for has failed, or there is a difference"
        ),
        (usage, "wrong arguments or settings"),
        (notFound, "not found"),
        (unavailable, "the service cannot be reached or the demo not started"),
        (output, "not a terminal or the output cannot be written"),
        (unauthorized, "the keys are refused"),
    ]

    /// Every code, as the help and the documents have them.
    static let text = list.map { "\($0.code) \($0.meaning)" }.joined(separator: ", ")
}
