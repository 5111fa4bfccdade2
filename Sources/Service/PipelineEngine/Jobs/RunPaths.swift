/// Where runs keep their results: `runs/JOB/RUN/` in the data directory.
struct RunPaths: Sendable {
    /// The absolute path of the data directory.
    let root: String

    /// The directory of a run's own.
    func directory(of key: RunKey) -> String { "\(root)/runs/\(key.job)/\(key.runId)" }

    /// The parquet file of a run's result, which is there once its computation has succeeded.
    func result(of key: RunKey) -> String { directory(of: key) + "/result.parquet" }
}
