/// Exit codes, after `sysexits.h`.
enum ExitCodes {
    /// The service refused, or the item does not exist.
    static let refused: Int32 = 1
    static let usage: Int32 = 64
    static let unavailable: Int32 = 69
    /// Standard input or output is no terminal, or the output cannot be written.
    static let output: Int32 = 74
}
