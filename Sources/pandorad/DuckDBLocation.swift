import FoundationEssentials

/// Where the `duckdb` command is: as told, or where a checkout, an archive or the system has it.
enum DuckDBLocation {
    /// - Parameters:
    ///   - option: what `--duckdb` said; it must be there, since somebody named it.
    ///   - directory: the one this executable is in.
    static func find(
        option: String?,
        environment: [String: String],
        directory: String
    ) throws(StartFailure) -> String? {
        if let told = option ?? environment["PANDORA_DUCKDB"], !told.isEmpty {
            let path = absolute(told)
            guard isProgram(path) else {
                throw StartFailure(.usage, "'\(told)' is no program: give the duckdb command's path")
            }
            return path
        }
        let near = ["\(directory)/duckdb", "\(directory)/../.tools/duckdb"]
        let system = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/duckdb" }
        return (near + system).map(absolute).first(where: isProgram)
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    private static func isProgram(_ path: String) -> Bool {
        var isDirectory = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        return exists && !isDirectory && FileManager.default.isExecutableFile(atPath: path)
    }
}
