import ArgumentParser
import Commands

/// Prints what a shell needs to complete the commands.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completions of a shell: bash, zsh or fish.",
        discussion:
            "bash: pandora completions bash > ~/.local/share/bash-completion/completions/pandora"
    )

    @Argument(help: "bash, zsh or fish.") var shell: String

    func run() throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw ValidationError("'\(shell)' is no shell that is known: use bash, zsh or fish")
        }
        do throws(CommandFailure) {
            try Output.line(Pandora.completionScript(for: shell))
        } catch { try OneShot.end(with: error) }
    }
}
