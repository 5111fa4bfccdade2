package import Foundation

/// The files of this checkout, found from a source file, wherever in the tree that is.
package enum ProjectFiles {
    /// The folder that holds `Package.swift`.
    package static let root: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(
            atPath: folder.appending(path: "Package.swift").path
        ) {
            precondition(folder.path != "/", "no Package.swift above \(#filePath)")
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// The `duckdb` command that the tests compute with: `PANDORA_DUCKDB`, or the one `make test` installs.
    package static var duckdb: String {
        ProcessInfo.processInfo.environment["PANDORA_DUCKDB"]
            ?? root.appending(path: ".tools/duckdb").path
    }

    /// The program that translates Spark SQL, and the packages `make test` installs for it.
    package static var translator: (program: String, packages: String) {
        (
            root.appending(path: "Sources/Service/SparkSQL/translator").path,
            root.appending(path: ".tools/sqlglot").path
        )
    }

    /// The `python3` command, which the translator of Spark SQL is run by.
    package static var python: String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/python3" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
