import FoundationEssentials

/// The paths of runs' results: `runs/JOB/RUN/` in the data directory.
struct RunPaths: Sendable {
    /// The absolute path of the data directory.
    let root: String

    /// The directory for what every start of the service removes.
    var scratch: String { root + "/scratch" }

    /// Returns the directory of a run.
    func directory(of key: RunKey) -> String { "\(root)/runs/\(key.job)/\(key.runId)" }

    /// Removes the directories of all runs of a job.
    func removeDirectory(ofJob job: String) {
        try? FileManager.default.removeItem(atPath: "\(root)/runs/\(job)")
    }

    /// Returns the parquet file of a run's result, which exists once its computation has succeeded.
    func result(of key: RunKey) -> String { directory(of: key) + "/result.parquet" }

    /// Returns the directory of the copies of objects that the run reads, which exists while it runs.
    func objects(of key: RunKey) -> String { directory(of: key) + "/objects" }

    /// Returns the paths in a run's directory that exist only while it runs.
    func temporary(of key: RunKey) -> [String] {
        ["exports", "objects", "spill", "result.unfinished"].map { directory(of: key) + "/" + $0 }
    }
}
