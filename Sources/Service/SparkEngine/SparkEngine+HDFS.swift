package import PipelineAPI
package import PipelineEngine

extension SparkEngine: HDFSFiles {
    package var hdfs: (any HDFSFiles)? { self }

    /// How long a list or a change of files may take.
    private static let limit = Duration.seconds(600)

    package func files(
        below prefixes: [String],
        on server: HDFSServer
    ) async throws(APIError) -> [HDFSFile] {
        var request = SparkMessage.HDFS(server)
        request.list = prefixes
        let found = try await answer(.init(hdfs: request)).files ?? []
        return found.map { HDFSFile(path: $0.path, bytes: $0.bytes) }
    }

    package func change(
        _ changes: [HDFSChange],
        on server: HDFSServer
    ) async throws(APIError) {
        var request = SparkMessage.HDFS(server)
        request.changes = changes.map(SparkMessage.Change.init)
        _ = try await answer(.init(hdfs: request))
    }

    private func answer(
        _ request: SparkMessage.Request
    ) async throws(APIError) -> SparkMessage.Answer {
        guard let line = try? SparkMessage.line(request) else {
            throw APIError(.hdfsUnreadable, "a path cannot be read: write it as UTF-8")
        }
        switch await driver.ask(line, within: SparkEngine.limit) {
        case .answer(let text):
            guard let answer = SparkMessage.answer(text) else {
                throw APIError(.internalError, "spark gave no answer that can be read: try again")
            }
            guard let problem = answer.error else { return answer }
            let code: ErrorCode = problem.isUnreachable == true ? .hdfsUnreachable : .hdfsUnreadable
            throw APIError(code, "hdfs: " + problem.message)
        case .cancelled: throw APIError(.internalError, "the request was ended: try again")
        case .failed(let reason): throw APIError(.internalError, reason)
        }
    }
}

extension SparkMessage.Change {
    init(_ change: HDFSChange) {
        switch change {
        case .move(let path, let target): self.init(kind: "move", path: path, target: target)
        case .moveIfPossible(let path, let target):
            self.init(kind: "moveIfPossible", path: path, target: target)
        case .remove(let path): self.init(kind: "remove", path: path, target: nil)
        case .prune(let path, let top): self.init(kind: "prune", path: path, target: top)
        }
    }
}
