import ArgumentParser
import Commands
import Console

/// Creates or changes items to match documents.
struct ApplyCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Create what YAML or JSON documents describe, or change it where it is there.",
        discussion: """
            Documents are separated by '---'; each says its 'kind', and 'in' which repo or job it is, \
            besides what 'pandora template KIND' prints. What a document does not mention stays as \
            it is. All are checked before the first is sent. Of a folder all .yaml, .yml and .json files are \
            read, also those in folders within. Each document is sent after those whose items it needs: its repo or \
            job, what a job reads, variables.
            """
    )

    @Option(
        name: .shortAndLong,
        help: "The file with the documents, a folder of such files, or - for stdin.",
        completion: .file()
    )
    var file: String
    @OptionGroup var place: PlaceOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let documents = try DocumentFile.read(file, kind: nil, in: place.container)
        let sender = DocumentSender(session: session, options: change)
        try await sender.send(documents) { planner, document async throws(CommandFailure) in
            try await planner.application(document)
        }
    }
}
