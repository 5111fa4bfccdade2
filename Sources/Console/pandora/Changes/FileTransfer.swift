import Commands
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
        _ cancellation: CancellationToken,
        _ report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(APIError) -> LocalizedText {
        switch request.transfer?.content {
        case .plugin: try await upload(request, report)
        case .points, nil: try await push(request, cancellation, report)
        }
    }

    private func upload(
        _ request: TransferRequest,
        _ report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(APIError) -> LocalizedText {
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
        _ cancellation: CancellationToken,
        _ report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(APIError) -> LocalizedText {
        let repo = try RepoName(request.address?.name ?? "")
        let lines = try await lines(request.values["format"] ?? "text", of: repo)
        var pusher = PointPusher(
            api: api,
            repo: repo,
            lines: lines,
            batch: FileTransfer.pointsInPart,
            report: { _ in }
        )
        var read = 0
        do {
            try await files.read(request.path) { piece throws(APIError) in
                do throws(CommandFailure) {
                    try await pusher.push(piece)
                } catch { throw FileTransfer.refusal(error) }
                read += piece.count
                report(TransferProgress(sent: read, total: request.size))
                return !cancellation.isCancelled
            }
            if cancellation.isCancelled {
                return "halted: \(pusher.accepted) points were accepted, the rest was not sent"
            }
            try await pusher.finish()
        } catch { throw (error as? APIError) ?? FileTransfer.refusal(error) }
        return "\(pusher.accepted) points were accepted by '\(repo)'"
    }

    private static let pointsInPart = 5000

    private func lines(_ format: String, of repo: RepoName) async throws(APIError) -> PointLine {
        switch format {
        case "text": return .text
        case "json": return .json(schema: try await api.send(GetRepo(repo: repo)).schema)
        case "csv": return .csv(schema: try await api.send(GetRepo(repo: repo)).schema)
        default: throw APIError(.malformedBody, "'\(format)' is no format: use text, json or csv")
        }
    }

    private static func refusal(_ error: any Error) -> APIError {
        guard let failure = error as? CommandFailure else {
            return APIError(.cancelled, "\(error)")
        }
        var refusal = failure.cause ?? APIError(.malformedBody, "")
        // The message includes the meaning of the code.
        let lines = failure.lines.filter { !$0.hasPrefix("\(refusal.code) means") }
        refusal.message = lines.joined(separator: "; ")
        return refusal
    }
}
