import ArgumentParser
import Commands
import Console

/// Changes an item in the user's editor.
struct EditCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change an item as a YAML document in $VISUAL, $EDITOR or vi."
    )

    @Argument(help: KindHelp.text, completion: KindHelp.completion) var kind: String
    @Argument(help: "The item's name.", completion: KnownNames.ofKind) var name: String
    @OptionGroup var place: PlaceOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: kind)
        let scope = try place.scope(of: kind)
        try KindTemplate.editor(of: kind)
        // Checked before the editor opens, so that no work is lost.
        if !change.dryRun,
            let refusal = CommandFailure(refusalIn: change.rules.consent(on: session.identity))
        {
            throw refusal
        }
        _ = try await session.lookup.item(kind, named: name, in: scope)
        let draft = EditDraft(
            kind: kind.id,
            address: ResourceAddress(kind.id, scope, name),
            scope: scope
        )
        try await ItemEdit(session: session, options: change, noun: kind.noun).run(draft)
    }
}
