import Console
import ConsoleRuntime
import FoundationEssentials
import PipelineAPI

/// Sends a file the user named: points to a repo part by part, or a jar as a plugin.
struct FileTransfer: Sendable {
    let files: UserFiles
    let api: any APICaller

    func run(
        _ request: TransferRequest,
        _ halt: Halt,
        _ report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(APIError) -> String {
        request.kind == "plugins"
            ? try await upload(request, report) : try await push(request, halt, report)
    }

    private func upload(
        _ request: TransferRequest,
        _ report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(APIError) -> String {
        let name = try PluginName(request.values["name"] ?? "")
        guard request.size <= UploadPlugin.mostBytes else {
            throw APIError(
                .malformedBody,
                "'\(request.path)' has \(request.size) bytes: a plugin has at most "
                    + "\(UploadPlugin.mostBytes)"
            )
        }
        var jar = Data()
        try await files.read(request.path) { piece throws(APIError) in
            jar.append(contentsOf: piece)
            return true
        }
        let total = jar.count
        _ = try await api.send(UploadPlugin(plugin: name, jar: jar)) { sent in
            report(TransferProgress(sent: sent, total: total))
        }
        return "uploaded plugin '\(name)', \(total) bytes"
    }

    private func push(
        _ request: TransferRequest,
        _ halt: Halt,
        _ report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(APIError) -> String {
        ""
    }
}
