import Console
import ConsoleRuntime
import FoundationEssentials
import PipelineAPI

extension ConsoleSession {
    /// The machine's functions for the console.
    func host(_ requests: AsyncStream<RequestEntry>) -> ConsoleHost {
        let states = stateFiles
        let files = UserFiles(environment: environment)
        return ConsoleHost(
            editor: ExternalEditor(environment: environment).documentEditor,
            audit: { [auditLog] in auditLog?.append($0) ?? false },
            fileSize: { path throws(APIError) in try files.size(of: path) },
            transfer: { request, api, cancellation, report async throws(APIError) in
                try await FileTransfer(files: files, api: api).run(request, cancellation, report)
            },
            write: { path, text throws(APIError) in try files.write(text, to: path) },
            savePreferences: { states?.savePreferences($0) },
            keep: { states?.keep($0) },
            requests: requests,
            now: { Date() }
        )
    }
}
