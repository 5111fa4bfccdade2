import ChildProcess
import PipelineAPI
import PipelineEngine

/// The commands that start Spark: the driver that is kept running, and one for each run.
struct SparkCommand {
    var files: SparkFiles
    /// `local[*]`, `spark://…`, `yarn` or `k8s://…`.
    var master: String
    var owner: ChildOwner?
    /// The name that HDFS is asked with; `nil` for that of the environment.
    var user: @Sendable () -> String? = { nil }

    /// MiB of the driver that is kept running; it describes SQL and computes steps.
    private static let residentMemory = 768
    /// MiB of a run's driver where other machines compute.
    private static let clusterDriverMemory = 1024
    /// Spark does not start with less.
    private static let leastMemory = 512

    /// The driver that answers lines; it computes on this machine, with a scratch directory of its own.
    func resident(in directory: String) -> ChildCommand {
        let submit =
            ["--master", "local[2]", "--driver-memory", "\(SparkCommand.residentMemory)m"]
            + settings(directory, shuffles: 2) + ["--conf", "spark.ui.enabled=false"]
            + ["pyspark-shell"]
        var environment = environment(directory, isLocal: true)
        environment["PYTHONPATH"] = files.libraries.map { "\(files.home)/python/lib/\($0)" }
            .joined(separator: ":")
        environment["PYSPARK_SUBMIT_ARGS"] = submit.map(SparkCommand.quoted).joined(separator: " ")
        return ChildCommand(
            executable: files.python,
            arguments: ["-B", files.driver],
            environment: environment,
            owner: owner
        )
    }

    /// The `spark-submit` of one run, whose request and answer are files.
    func run(_ query: Query, request: String, answer: String, limits: ComputeLimits) -> ChildCommand
    {
        ChildCommand(
            executable: files.home + "/bin/spark-submit",
            arguments: ["--deploy-mode", "client", "--name", "pandora"]
                + resources(query, limits)
                + settings(query.workDirectory, shuffles: isLocal ? max(2, limits.threads) : nil)
                + [files.driver + "/__main__.py", request, answer],
            environment: environment(query.workDirectory, isLocal: isLocal),
            outputLimit: 64 << 20,
            owner: owner
        )
    }

    private var isLocal: Bool { master.hasPrefix("local") }

    /// The master, and the job's container in its words: what one machine gives, or memory, cores and count of
    /// executors.
    private func resources(_ query: Query, _ limits: ComputeLimits) -> [String] {
        guard !isLocal else {
            let memory = max(SparkCommand.leastMemory, limits.mebibytes)
            // A master that names its threads has been told how many.
            let own = master == "local[*]" ? "local[\(limits.threads)]" : master
            return ["--master", own, "--driver-memory", "\(memory)m"]
        }
        let driver = [
            "--master", master, "--driver-memory", "\(SparkCommand.clusterDriverMemory)m",
        ]
        guard let container = query.container,
            let one = ComputeLimits(Container(type: container.type, count: 1))
        else { return driver }
        let all = one.threads * container.count
        let count =
            master.hasPrefix("spark://")
            ? ["--total-executor-cores", "\(all)"] : ["--num-executors", "\(container.count)"]
        return driver + count
            + ["--executor-memory", "\(one.mebibytes)m", "--executor-cores", "\(one.threads)"]
    }

    private func settings(_ directory: String, shuffles: Int?) -> [String] {
        let own =
            [
                "spark.sql.warehouse.dir=\(directory)/warehouse",
                "spark.ui.showConsoleProgress=false",
                "spark.driver.extraJavaOptions=-Duser.timezone=UTC",
                "spark.executor.extraJavaOptions=-Duser.timezone=UTC",
            ] + (shuffles.map { ["spark.sql.shuffle.partitions=\($0)"] } ?? [])
        return (files.properties.map { ["--properties-file", $0] } ?? [])
            + own.flatMap { ["--conf", $0] }
    }

    private func environment(_ directory: String, isLocal: Bool) -> [String: String] {
        var environment = [
            "HOME": directory, "LC_ALL": "C.UTF-8", "TZ": "UTC", "SPARK_HOME": files.home,
            "SPARK_LOCAL_DIRS": directory, "PYSPARK_PYTHON": files.python,
            "PYSPARK_DRIVER_PYTHON": files.python, "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
        ]
        // Nothing of a computation on this machine listens where others reach it.
        if isLocal { environment["SPARK_LOCAL_IP"] = "127.0.0.1" }
        environment.merge(files.environment) { $1 }
        if let user = user() { environment["HADOOP_USER_NAME"] = user }
        return environment
    }

    /// A word as pyspark splits them, which it does as a shell.
    private static func quoted(_ word: String) -> String {
        var text = "'"
        for scalar in word.unicodeScalars {
            text.unicodeScalars.append(
                contentsOf: scalar == "'" ? ["'", "\\", "'", "'"] : [scalar]
            )
        }
        return text + "'"
    }
}
