import ArgumentParser
import Commands
import Console
import CursesTerminal
import FoundationEssentials
import PipelineAPI
import Screen
import Settings

/// Prints a line for each profile.
struct BoardCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "board",
        abstract: "Show every profile's service: link, clock, jobs, running, failing, late.",
        discussion: """
            All are asked at once. Where there are more jobs than requests, JOBS says of how many the counts are.
            Exits with 69 if a service gives no answer.
            """
    )

    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("The most requests to each service.", valueName: "number"))
    var requests = ProfileProbe.defaultRequests

    func validate() throws {
        guard (2...10_000).contains(requests) else {
            throw ValidationError("'--requests \(requests)' is not possible: give 2 to 10000")
        }
    }

    func run() throws {
        try OneShot.run { () async throws(CommandFailure) in
            try await board(ProcessInfo.processInfo.environment)
        }
    }

    private func board(_ environment: [String: String]) async throws(CommandFailure) {
        let profiles: [Profile]
        do throws(SettingsError) {
            profiles = try Profile.all(environment)
            guard !profiles.isEmpty else { throw SettingsError(ConsoleCommand.withoutProfile) }
        } catch { throw CommandFailure(error) }
        let answers = await withTaskGroup(
            of: (Int, Result<ProfileFacts, APIError>).self
        ) { group in
            for (place, profile) in profiles.enumerated() {
                group.addTask { [requests] in
                    do throws(APIError) {
                        let probe = ProfileProbe(profile, environment)
                        return (place, .success(try await probe.ask(atMost: requests)))
                    } catch { return (place, .failure(error)) }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let board = Board(
            profiles.enumerated().compactMap { place, profile in
                answers[place].map { (profile.name, $0) }
            }
        )
        try write(board, environment)
        let silent = board.lines.filter { $0.error != nil }
        guard silent.isEmpty else {
            throw CommandFailure(
                .unreachable,
                "no answer from \(silent.map { "'\($0.profile)'" }.joined(separator: ", ")): "
                    + "NOTE says why"
            )
        }
    }

    private func write(_ board: Board, _ environment: [String: String]) throws(CommandFailure) {
        let isPlain = !TerminalOptions.speaksUTF8(environment: environment)
        let context = RenderContext(
            now: Date(),
            zone: .system,
            glyphs: isPlain ? .ascii : .unicode,
            times: .absolute,
            listings: [:]
        )
        let rows = try ArrangementWords.arrangement(
            filter: output.filter,
            sort: output.sort,
            of: Board.kind,
            now: context.now
        ).rows(of: board.rows, kind: Board.kind, in: context)
        let values: JSONValue
        do throws(APIError) {
            values = try Board.json(of: rows)
        } catch { throw CommandFailure(error) }
        let table = ItemTable(rows, of: Board.kind, in: context)
        let terminal = OutputTerminal(environment: environment)
        switch output.output {
        case .name: for row in rows { try Output.line(row.name.printable) }
        case .json: try Output.text(ValueText.json(values))
        case .yaml: try Output.text(ValueText.yaml(values))
        case .csv: try Output.text(CSVText.text(of: table, isForTerminal: terminal.isTerminal))
        case .table:
            let width = output.wide ? nil : terminal.width
            for line in table.lines(width: width, painter: terminal.painter()) {
                try Output.line(line)
            }
        }
    }
}
