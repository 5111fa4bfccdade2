import ArgumentParser
import SparkEngine

/// The options for what computes SQL.
struct EngineOptions: ParsableArguments {
    @Option(help: "What computes SQL: duckdb, or spark with Spark 3.5 and Java 17.")
    var engine = EngineName.duckdb

    @Option(help: "Where Spark computes runs: local[*], spark://HOST:PORT, yarn or k8s://URL.")
    var sparkMaster = "local[*]"

    @Option(help: "The directory of Spark (default: SPARK_HOME, then the checkout's tools).")
    var sparkHome: String?

    enum EngineName: String, ExpressibleByArgument {
        case duckdb
        case spark
    }

    mutating func validate() throws {
        let isKnown =
            sparkMaster == "yarn"
            || ["local[", "spark://", "k8s://"].contains { sparkMaster.hasPrefix($0) }
        guard isKnown else {
            throw ValidationError(
                "'--spark-master \(sparkMaster)' is no master: use local[*], spark://HOST:PORT, yarn or "
                    + "k8s://URL"
            )
        }
    }

    /// Returns Spark's files and its master; `nil` where DuckDB computes.
    ///
    /// Throws where something is missing that Spark needs, with what to do.
    func spark(
        _ environment: [String: String],
        in directory: DataDirectory
    ) throws(StartFailure) -> SparkChoice? {
        guard engine == .spark else { return nil }
        let search = SparkSearch(
            option: sparkHome,
            environment: environment,
            dataDirectory: directory.canonicalPath
        )
        switch search {
        case .found(let files): return SparkChoice(files: files, master: sparkMaster)
        case .missing(let reason): throw StartFailure(StartFailure.unavailable, reason)
        }
    }
}

/// Spark as the engine of a service.
struct SparkChoice {
    var files: SparkFiles
    /// `local[*]`, `spark://…`, `yarn` or `k8s://…`.
    var master: String
}
