import Console
import ConsoleRuntime
import FoundationEssentials
import PipelineAPI
import Settings

extension ConsoleSession {
    /// The machine's functions for the console.
    func host(_ requests: AsyncStream<RequestEntry>) -> ConsoleHost {
        let states = stateFiles
        let files = UserFiles(environment: environment)
        let endpoint = profile.endpoint
        let probes = ProfileProbes(own: profile, environment)
        let definitions = DefinitionJournal(environment)
        return ConsoleHost(
            editor: ExternalEditor(environment: environment).documentEditor,
            runCommand: { [environment] run, onLine async throws(APIError) in
                try await UserProgram(environment: environment).run(run, onLine: onLine)
            },
            audit: { [auditLog] in auditLog?.append($0) ?? false },
            keepDefinitions: { [definitions] in
                definitions?.keep($1.definitions(of: $0, on: endpoint, seen: $2))
            },
            definitions: { [definitions] in definitions?.versions(of: $0, on: endpoint) ?? [] },
            readAudit: { [auditLog] in auditLog?.entries(since: $0) ?? [] },
            fileSize: { path throws(APIError) in try files.size(of: path) },
            transfer: { request, api, cancellation, report async throws(APIError) in
                try await FileTransfer(files: files, api: api).run(request, cancellation, report)
            },
            write: { path, text throws(APIError) in try files.write(text, to: path) },
            askProfile: { [probes] name throws(APIError) in try await probes.ask(name) },
            keepView: { [environment] view throws(APIError) in
                try ViewFiles.keep(view, environment)
            },
            savePreferences: { states?.savePreferences($0) },
            keep: { states?.keep($0) },
            work: { [workFiles] in workFiles?.place($0) ?? .none },
            requests: requests,
            now: { Date() }
        )
    }
}
