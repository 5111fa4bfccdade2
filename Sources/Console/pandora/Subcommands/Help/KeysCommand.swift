import ArgumentParser
import Commands
import Console

/// Prints the key table as the README has it.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Print every key of the console as a Markdown table."
    )

    func run() throws {
        do throws(CommandFailure) {
            try Output.line(Keymap.standard.markdown)
        } catch { try OneShot.end(with: error) }
    }
}
