import FoundationEssentials
import SparkSQL

/// Finds what translates Spark SQL: the program, its packages and python3.
enum TranslatorSearch {
    case found(TranslatorFiles)
    /// What is missing: `python3 was not found`.
    case missing(String)

    /// Looks for the program in `option`, in `PANDORA_TRANSLATOR`, beside this program and in the checkout
    /// it was built in.
    ///
    /// The packages are in its folder `packages`, or in the checkout's tools; python3 is looked for in
    /// PATH.
    init(option: String?, environment: [String: String]) {
        let directory = ProgramPlace.directory
        let parents = ProgramPlace.parents(of: directory)
        let given = [option, environment["PANDORA_TRANSLATOR"]].compactMap(\.self).first {
            !$0.isEmpty
        }
        let places =
            given.map { [$0] } ?? [directory + "/translator"]
            + parents.map { $0 + "/Sources/Service/SparkSQL/translator" }
        guard let program = places.first(where: { Self.exists($0 + "/__main__.py") }) else {
            self = .missing("the translator of Spark SQL was not found")
            return
        }
        let packages = [program + "/packages"] + parents.map { $0 + "/.tools/sqlglot" }
        guard let found = packages.first(where: { Self.exists($0 + "/sqlglot/__init__.py") }) else {
            self = .missing("the package sqlglot was not found")
            return
        }
        let path = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        guard
            let python = path.first(where: { FileManager.default.isExecutableFile(atPath: $0) })
        else {
            self = .missing("python3 was not found")
            return
        }
        self = .found(TranslatorFiles(python: python, program: program, packages: found))
    }

    /// What is said in the messages of runs whose SQL is not translated.
    var note: String? {
        guard case .missing(let reason) = self else { return nil }
        return "the SQL went to DuckDB as it is, since \(reason)"
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }
}
