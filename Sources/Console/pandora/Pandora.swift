import ArgumentParser
import Commands
import PipelineAPI
import Screen
import Settings

/// `pandora`: the console, one-shot commands, and the demo.
@main struct Pandora: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pandora",
        abstract: "A console for Qiniu Pandora data pipelines.",
        discussion: """
            Without a command it opens the console on a profile of \
            ~/.config/pandora/config.yaml, or on PANDORA_ENDPOINT with PANDORA_ACCESS_KEY and \
            PANDORA_SECRET_KEY. With none of these, try 'pandora demo'.

            Exit codes: \(ExitCodes.text).
            More: \(HelpTopic.all.map { "'pandora help \($0.name)'" }.joined(separator: ", ")).
            """,
        version: ProductVersion.text(of: "pandora"),
        subcommands: [ConsoleCommand.self, DemoCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Look",
                subcommands: [
                    GetCommand.self, DescribeCommand.self, RunsCommand.self, SchemaCommand.self,
                    CompareCommand.self, ReportCommand.self, GrepCommand.self,
                    WatchCommand.self, DiffCommand.self, DumpCommand.self, BoardCommand.self,
                ]
            ),
            CommandGroup(
                name: "Change",
                subcommands: [
                    RerunCommand.self, RepairCommand.self, StopCommand.self, StartCommand.self,
                    BackfillCommand.self, DeleteCommand.self,
                    ApplyCommand.self, CreateCommand.self, EditCommand.self, PushCommand.self,
                    ExecCommand.self,
                ]
            ),
            CommandGroup(
                name: "Set up",
                subcommands: [ProfileCommand.self, TokenCommand.self, PluginCommand.self]
            ),
            CommandGroup(
                name: "Help",
                subcommands: [
                    DoctorCommand.self, TemplateCommand.self, KeysCommand.self,
                    CompletionsCommand.self,
                ]
            ),
        ],
        defaultSubcommand: ConsoleCommand.self
    )

    /// Prints errors in the arguments in the form of all other errors.
    static func main() {
        Output.reserveDescriptors()
        do {
            try checkName(CommandLine.arguments.dropFirst().first)
            if let topic = try topic(Array(CommandLine.arguments.dropFirst())) {
                return exitAfterHelp(topic.text)
            }
            var command = try parseAsRoot()
            try command.run()
            try write("")
        } catch {
            if exitCode(for: error) == .success { return exitAfterHelp(fullMessage(for: error)) }
            guard exitCode(for: error) == .validationFailure, !(error is ExitCode) else {
                exit(withError: error)
            }
            let text = Self.printable(fullMessage(for: error))
            let mark = "Error: "
            Output.error(text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : text)
            exit(withError: ExitCode.validationFailure)
        }
    }

    /// Returns the lines with control characters as escapes: the message quotes arguments, which may be a script's data.
    private static func printable(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
            .joined(separator: "\n")
    }

    /// Prints the help, the version or a completion script, which the parser reports as an error without a failure.
    private static func exitAfterHelp(_ text: String) {
        do {
            try write(text.isEmpty ? "" : text + "\n")
        } catch { exit(withError: error) }
    }

    /// Writes the last output and closes it.
    private static func write(_ text: String) throws {
        do throws(CommandFailure) {
            try Output.text(text)
            try Output.finish()
        } catch { try OneShot.end(with: error) }
    }

    /// The topic that `help` is asked for; throws for a word that is neither that nor a command.
    private static func topic(_ words: [String]) throws -> HelpTopic? {
        guard words.first == "help", words.count == 2, !words[1].hasPrefix("-") else { return nil }
        if let topic = HelpTopic.named(words[1]) { return topic }
        let names = commandNames + HelpTopic.all.map(\.name)
        guard !names.contains(words[1]) else { return nil }
        let hint = NearestName.hint(for: words[1], among: names)
        throw ValidationError("'\(words[1])' is no command and no topic of the help\(hint)")
    }

    private static var commandNames: [String] {
        (configuration.ungroupedSubcommands
            + configuration.groupedSubcommands.flatMap(\.subcommands))
            .compactMap { $0.configuration.commandName } + ["help"]
    }

    /// Refuses a word that is no command, which would be an argument of the console.
    private static func checkName(_ word: String?) throws {
        guard let word, !word.hasPrefix("-"), !commandNames.contains(word) else { return }
        let hint = NearestName.hint(for: word, among: commandNames)
        throw ValidationError("'\(word)' is no command\(hint)")
    }
}
