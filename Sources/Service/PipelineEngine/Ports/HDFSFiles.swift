package import PipelineAPI

/// The files of HDFS, as an engine that reads and writes them reaches them.
package protocol HDFSFiles: Sendable {
    /// Returns the files whose paths begin with one of the prefixes, each once; what is hidden is left out.
    ///
    /// Hidden is what has a name that begins with `.`, or with `_` and has no `=`, as in Spark. Throws `E18337` where the
    /// namenode does not answer, `E18338` where it refuses.
    func files(
        below prefixes: [String],
        on server: HDFSServer
    ) async throws(APIError) -> [HDFSFile]

    /// Makes changes in their order, up to the first that fails.
    func change(_ changes: [HDFSChange], on server: HDFSServer) async throws(APIError)
}

/// A namenode that `stores.yaml` names, and as whom it is asked.
package struct HDFSServer: Equatable, Sendable {
    /// `hdfs://host:port`, without a path.
    package let url: String
    package let user: String

    package init(url: String, user: String) {
        self.url = url
        self.user = user
    }

    /// Returns the URL of a path, which has no slash at either end.
    package func url(of path: String) -> String { path.isEmpty ? url : "\(url)/\(path)" }

    /// Returns the path of a URL; `nil` for one of another server, or of a file of this machine.
    package func path(of url: String) -> String? {
        url.hasPrefix(self.url + "/") ? String(url.dropFirst(self.url.count + 1)) : nil
    }

    /// Returns why an engine that reaches no HDFS does not compute with it, and what to do; `job` is the one whose engine
    /// it is.
    package func refusal(of engine: String, job: String?) -> String {
        let advice =
            job.map { "'engines: {\($0): spark}' in pandorad.yaml gives it to this job" }
            ?? "start the service with --engine spark"
        return "\(engine) does not reach '\(url)', which stores.yaml names: the Spark engine does; "
            + "\(advice), or write 'hdfs: local' there for files of the data directory"
    }
}

/// A file by its path, which begins without a slash.
package struct HDFSFile: Equatable, Sendable {
    package var path: String
    package var bytes: Int

    package init(path: String, bytes: Int) {
        self.path = path
        self.bytes = bytes
    }
}

/// A change of files in HDFS, whose paths begin without a slash; each happens whole or not at all.
package enum HDFSChange: Equatable, Sendable {
    /// Renames a file, and makes the folders above; fails where the file is not there, or something is at the target.
    case move(String, to: String)
    /// The same; does nothing where the file is not there, or something is at the target.
    case moveIfPossible(String, to: String)
    /// Removes a folder with all that is in it.
    case remove(String)
    /// Removes a folder and those above it, below another, as far as they are empty.
    case prune(String, below: String)
}
