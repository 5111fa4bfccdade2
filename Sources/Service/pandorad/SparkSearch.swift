import FoundationEssentials
import SparkEngine

/// Finds what the Spark engine needs: Spark itself, Java, python3 and the driver program.
enum SparkSearch {
    case found(SparkFiles)
    /// What is missing, and what to do.
    case missing(String)

    /// Looks for Spark in `option`, in `SPARK_HOME` and in the checkout's tools, for the driver program in
    /// `driver` beside this program and in the checkout, for java and python3 in PATH.
    ///
    /// Properties of Spark are read from `spark.conf` in the data directory.
    init(option: String?, environment: [String: String], dataDirectory: String) {
        let directory = ProgramPlace.directory
        let parents = ProgramPlace.parents(of: directory)
        let given = [option, environment["SPARK_HOME"]].compactMap(\.self).first { !$0.isEmpty }
        let homes = given.map { [$0] } ?? parents.map { $0 + "/.tools/spark/pyspark" }
        guard let home = homes.first(where: { Self.runs($0 + "/bin/spark-submit") }) else {
            let reason = given.map { "no Spark at '\($0)'" } ?? "Spark was not found"
            self = .missing("\(reason): install Spark 3.5 and give --spark-home or SPARK_HOME")
            return
        }
        guard JavaCommand.find(environment: environment) != nil else {
            self = .missing(
                "Spark needs Java, which was not found: install Java 17, or set JAVA_HOME"
            )
            return
        }
        let path = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        guard let python = path.first(where: Self.runs) else {
            self = .missing("Spark needs python3, which was not found: install it")
            return
        }
        let drivers =
            [directory + "/driver"] + parents.map { $0 + "/Sources/Service/SparkEngine/driver" }
        guard let driver = drivers.first(where: { Self.exists($0 + "/__main__.py") }) else {
            self = .missing(
                "the driver of Spark was not found: put the folder 'driver' beside pandorad"
            )
            return
        }
        let libraries =
            (try? FileManager.default.contentsOfDirectory(atPath: home + "/python/lib")) ?? []
        let properties = dataDirectory + "/spark.conf"
        self = .found(
            SparkFiles(
                python: python,
                home: home,
                libraries: libraries.filter { $0.hasSuffix(".zip") }.sorted(),
                driver: driver,
                properties: Self.exists(properties) ? properties : nil,
                environment: environment.filter { SparkFiles.passedOn.contains($0.key) }
            )
        )
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    private static func runs(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }
}
