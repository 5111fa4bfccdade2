import ArgumentParser
import Commands
import Console

/// Deletes an item.
struct DeleteCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an item, for good; on a terminal its name must be typed."
    )

    @Argument(help: KindHelp.text, completion: KindHelp.completion) var kind: String
    @Argument(help: "The item's name.", completion: KnownNames.ofKind) var name: String
    @OptionGroup var place: PlaceOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: kind)
        try await ItemChange(session: session, options: change)
            .perform(.delete, kind, named: name, in: try place.scope(of: kind))
    }
}
