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
            With --prune, what the documents do not name is deleted after they are sent: only items of kinds that \
            a document is of, in whatever repo or job they are, and none that a document needs. On a terminal the \
            plan lists them, and the name of the one or the number of them must be typed.
            """
    )

    @Option(
        name: .shortAndLong,
        help: "The file with the documents, a folder of such files, or - for stdin.",
        completion: .file()
    )
    var file: String
    @Flag(help: "Delete what the documents do not name, of the kinds that they are of.")
    var prune = false
    @OptionGroup var place: PlaceOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let documents = try DocumentFile.read(file, kind: nil, in: place.container)
        let sender = DocumentSender(session: session, options: change, prunes: prune)
        try await sender.send(documents) { planner, document async throws(CommandFailure) in
            try await planner.application(document)
        }
    }
}
