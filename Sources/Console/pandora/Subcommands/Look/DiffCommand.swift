import ArgumentParser
import Commands
import Console
import PipelineAPI
import Screen

/// Shows what documents would change.
struct DiffCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what 'apply' would create or change; exit code 1 where there is something.",
        discussion: """
            Lines with + are in the documents and not on the service, those with - the other way round. Nothing \
            is sent that changes anything.
            """
    )

    @Option(
        name: .shortAndLong,
        help: "The file with the documents, a folder of such files, or - for stdin.",
        completion: .file()
    )
    var file: String
    @Flag(help: "Name what 'apply --prune' would delete, too.") var prune = false
    @OptionGroup var place: PlaceOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let planner = DocumentPlanner(api: session.api)
        let painter = session.painter()
        var isDifferent = false
        let documents = try DocumentFile.read(file, kind: nil, in: place.container)
        for placed in documents {
            let change: PlannedDocument?
            do throws(CommandFailure) {
                change = try await planner.application(placed.document)
            } catch { throw error.after(placed.place) }
            guard let change else { continue }
            isDifferent = true
            for line in change.differenceLines(painter: painter) { try Output.line(line) }
        }
        if prune {
            let pruner = DocumentPruner(api: session.api, related: session.related)
            for deletion in try await pruner.deletions(besides: documents.map(\.document)) {
                isDifferent = true
                try Output.line(deletion.request.what.english.printable)
            }
        }
        // A difference is no error: the exit code alone tells of it.
        if isDifferent { throw CommandFailure(.refused) }
    }
}
