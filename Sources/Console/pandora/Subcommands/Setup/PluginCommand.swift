import ArgumentParser
import Commands
import Console
import ConsoleRuntime
import PipelineAPI
import Screen

/// Makes plugins out of jars.
struct PluginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin",
        abstract: "Upload a plugin, which transforms run before their SQL.",
        subcommands: [PluginUploadCommand.self]
    )
}

/// Sends a jar as a plugin.
struct PluginUploadCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Send a jar as a new plugin.",
        discussion: "'get plugins' lists those that are there, 'delete plugin NAME' deletes one."
    )

    @Argument(help: "What transforms will call it: the name of its class.") var name: String
    @Argument(help: "The jar, 100 MiB at most.", completion: .file(extensions: ["jar"]))
    var file: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(.plugins)
        guard let transfer = kind.transfer else { return }
        var request = TransferRequest(kind: kind.id, title: transfer.title, address: nil)
        request.values = [ResourceTransfer.file: file, "name": name]
        let files = UserFiles(environment: session.environment)
        do throws(APIError) {
            _ = try PluginName(name)
            request.size = try files.size(of: file)
        } catch { throw CommandFailure(.usage, error.message) }
        guard let plan = ChangePlan.transfer(request) else { return }
        if change.dryRun { return try Output.line(ValueText.escaped(plan.call)) }
        try session.confirm([plan], change)
        let shows = session.showsProgress
        let sending = request
        let said = try await session.change("\(transfer.title) '\(name)' from '\(file)'") {
            () async throws(APIError) in
            defer { if shows { Output.status("") } }
            return try await FileTransfer(files: files, api: session.api)
                .run(sending, CancellationToken()) { progress in
                    if shows { Output.status("\(progress.sent) of \(progress.total) bytes …") }
                }.english
        }
        try Output.line(said.printable)
    }
}
