import ArgumentParser
import Commands
import Console
import Screen

/// Prints every definition of an account as documents.
struct DumpCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Print every definition as documents that 'apply' takes back unchanged.",
        discussion: """
            Each document stands after those that it needs. Points, runs and files of plugins are no definitions; \
            plugins are named in comments. Secrets are in it as the service tells them: what it hides is named in a \
            comment, and 'apply' refuses the mask.
              pandora dump > account.yaml
              pandora dump jobs jobexports datasources
              pandora dump jobs/daily_uv exports/access_log/to_logs
              pandora dump -o account      # a file each, private, in a folder for each kind
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Kinds or items, as jobs or jobs/daily_uv: \(AccountDump.kinds.map(\.id.description).joined(separator: ", ")).",
            valueName: "kind"
        ),
        completion: .list(AccountDump.kinds.map(\.id.description))
    )
    var kinds: [String] = []
    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "Write a file for each definition into this folder, as 'apply -f' reads one.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var output: String?
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let chosen = try AccountDump.Choice(kinds)
        let showsProgress = session.showsProgress
        let dump = AccountDump(api: session.api, related: session.related) { done, all in
            guard showsProgress else { return }
            Output.status(done == all ? "" : "\(done) of \(all) definitions …")
        }
        let documents = try await dump.documents(of: chosen)
        let plugins = kinds.isEmpty ? try await plugins(session) : []
        if let output {
            try DumpFolder(path: output).write(documents)
            for plugin in plugins { Output.remark(plugin) }
        } else {
            let comments = plugins.map { "# \($0)\n" }.joined()
            try Output.text(comments + documents.map(\.text).joined(separator: "---\n"))
        }
    }

    /// Returns a sentence for each plugin, since its file cannot be had from the service.
    private func plugins(_ session: Session) async throws(CommandFailure) -> [String] {
        let listing = try await session.lookup.list(try KindLookup.kind(.plugins), in: .root)
        return listing.rows.map(\.name).sorted().map {
            "plugin '\($0)' is a file, which is not here: upload it before you apply this".printable
        }
    }
}
