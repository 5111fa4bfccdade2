import ArgumentParser
import Settings
import SparkEngine

/// The options for what computes SQL.
struct EngineOptions: ParsableArguments {
    @Option(
        help: """
            What computes SQL: duckdb, or spark with Spark 3.5 and Java 17. Jobs that pandorad.yaml in the data \
            directory names have an engine of their own: 'engines: {JOB: spark}'.
            """
    )
    var engine = ServiceSettings.EngineName.duckdb

    @Option(help: "Where Spark computes runs: local[*], spark://HOST:PORT, yarn or k8s://URL.")
    var sparkMaster = "local[*]"

    @Option(help: "The directory of Spark (default: SPARK_HOME, then the checkout's tools).")
    var sparkHome: String?

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

    /// Returns the engines, of jobs also those that the settings in the data directory name.
    ///
    /// Throws where something is missing that Spark needs, with what to do.
    func choices(
        _ environment: [String: String],
        in directory: DataDirectory
    ) throws -> EngineChoices {
        let settings = try ServiceSettings.read(
            from: directory.path + "/" + ServiceSettings.name
        )
        var choices = EngineChoices(standard: engine, ofJobs: settings.engines)
        if choices.names.contains(.spark) { choices.spark = try spark(environment, in: directory) }
        return choices
    }

    private func spark(
        _ environment: [String: String],
        in directory: DataDirectory
    ) throws(StartFailure) -> SparkChoice {
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

extension ServiceSettings.EngineName: ExpressibleByArgument {}

/// The engines of a service: one for everything, and those of single jobs.
struct EngineChoices {
    var standard: ServiceSettings.EngineName
    var ofJobs: [String: ServiceSettings.EngineName]
    /// Spark, where one of them is.
    var spark: SparkChoice?

    init(
        standard: ServiceSettings.EngineName,
        ofJobs: [String: ServiceSettings.EngineName] = [:]
    ) {
        self.standard = standard
        self.ofJobs = ofJobs
    }

    var names: Set<ServiceSettings.EngineName> { Set(ofJobs.values).union([standard]) }
}

/// Spark as an engine of a service.
struct SparkChoice {
    var files: SparkFiles
    /// `local[*]`, `spark://…`, `yarn` or `k8s://…`.
    var master: String
}
