import ChildProcess

/// Why a plugin failed, out of what its process wrote.
enum PluginMessage {
    /// The exit code with which the adapter tells a failure in the last line of its error output.
    static let refused: Int32 = 10

    static func text(of outcome: ChildCommand.Outcome) -> String {
        let lines = outcome.errorOutput.split(separator: "\n").filter {
            !$0.hasPrefix("WARNING: ")
        }
        if outcome.exitCode == refused, let last = lines.last { return String(last) }
        if outcome.errorOutput.contains("Security Manager"), outcome.exitCode == 1,
            lines.contains(where: { $0.hasPrefix("Error ") || $0.hasPrefix("Error: ") })
        {
            return "this java cannot confine plugins: install Java 17 to 23"
        }
        let message = lines.prefix(3).joined(separator: " ")
        return message.isEmpty ? "java \(outcome.ending)" : message
    }
}
