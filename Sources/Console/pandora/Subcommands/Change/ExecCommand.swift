import ArgumentParser
import Commands
import Console
import PipelineAPI
import Settings

/// Runs one of the user's own commands on an item, as its key does in the console.
struct ExecCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command of your own, from 'commands:' of the configuration, on an item.",
        discussion: """
            It has this terminal, also where it runs in the background of the console. One without 'safe: true' is \
            asked for, and refused with a read-only profile. The exit code is 1 unless the program's is 0.
            """
    )

    @Argument(help: "The command's name in the configuration.") var command: String
    @Argument(help: "The item's name.") var name: String
    @Option(help: "The item's kind, where the command is for several.") var kind: String?
    @OptionGroup var place: PlaceOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let command = try found(in: session.environment)
        let kind = try chosenKind(of: command)
        let scope = try place.scope(of: kind)
        let row = try await session.lookup.item(kind, named: name, in: scope)
        let run: UserCommandRun
        do throws(UserCommandError) {
            run = try command.run(on: ResourceAddress(kind.id, scope, row.name), session.identity)
        } catch { throw CommandFailure(.usage, "'\(self.command)': \(error.description)") }
        if change.dryRun { return try Output.line(run.line) }
        if !command.isSafe { try session.confirm([run.plan], change) }
        try await end(of: run, on: session)
    }

    /// Runs it, writes into the audit file how it ended, and throws unless that was well.
    private func end(of run: UserCommandRun, on session: Session) async throws(CommandFailure) {
        let program = UserProgram(environment: session.environment)
        let result: Result<String, APIError>
        do throws(APIError) {
            let end = try await program.run(run, onLine: nil)
            let text = "'\(command)' \(end.ending)"
            result = end.isSuccess ? .success(text) : .failure(APIError(.cancelled, text))
        } catch { result = .failure(error) }
        session.record("\(run.what.english): \(run.line)", result)
        if case .failure(let error) = result { throw CommandFailure(.refused, error.message) }
    }

    private func found(in environment: [String: String]) throws(CommandFailure) -> UserCommand {
        let all: [UserCommand]
        do throws(SettingsError) {
            all = try ConsoleAppearance.commands(environment)
        } catch { throw CommandFailure(error) }
        if let command = all.first(where: { $0.name == command }) { return command }
        let hint = NearestName.hint(for: command, among: all.map(\.name))
        throw CommandFailure(
            .notFound,
            "'\(command)' is no command of yours\(hint): write it under 'commands:' of the configuration"
        )
    }

    private func chosenKind(of command: UserCommand) throws(CommandFailure) -> AnyResourceKind {
        let kinds = command.kinds.compactMap(ResourceCatalogue.kind)
        let words = kinds.map(\.id.description).joined(separator: " ")
        guard let kind else {
            guard let only = kinds.first, kinds.count == 1 else {
                throw CommandFailure(
                    .usage,
                    "'\(command.name)' is for \(words): say which with --kind"
                )
            }
            return only
        }
        let asked = try KindLookup.kind(named: kind)
        guard kinds.contains(where: { $0.id == asked.id }) else {
            throw CommandFailure(.usage, "'\(command.name)' is for \(words), not for \(asked.id)")
        }
        return asked
    }
}
