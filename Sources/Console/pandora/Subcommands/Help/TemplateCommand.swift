import ArgumentParser
import Commands
import Console

/// Prints a kind's commented template.
struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Print a commented document of a kind, to be changed and applied."
    )

    @Argument(help: KindHelp.text, completion: KindHelp.completion) var kind: String

    func run() throws {
        do throws(CommandFailure) {
            let kind = try KindLookup.kind(named: kind)
            try Output.text(try KindTemplate.text(of: kind))
        } catch { try OneShot.end(with: error) }
    }
}
