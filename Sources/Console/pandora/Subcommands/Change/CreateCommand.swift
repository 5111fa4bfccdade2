import ArgumentParser
import Commands
import Console

/// Creates items from documents.
struct CreateCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create items of a kind from YAML or JSON documents; refused where one is there."
    )

    @Argument(help: KindHelp.text, completion: KindHelp.completion) var kind: String
    @Option(
        name: .shortAndLong,
        help: "The file with the documents, or - for stdin.",
        completion: .file()
    )
    var file: String
    @OptionGroup var place: PlaceOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: kind)
        let documents = try DocumentFile.read(file, kind: kind, in: place.container)
        let sender = DocumentSender(session: session, options: change)
        try await sender.send(documents) { planner, document async throws(CommandFailure) in
            try await planner.creation(document)
        }
    }
}
