import FoundationEssentials
import PipelineAPI

/// The jars of a directory, one file a name.
struct JarFiles: Sendable {
    /// The absolute path of the directory.
    let directory: String

    func write(_ jar: Data, as name: String) throws(APIError) {
        do {
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true
            )
            try jar.write(to: URL(filePath: path(of: name)), options: .atomic)
        } catch {
            // The reason of the system may hold a path of this machine.
            throw APIError(.internalError, "jar '\(name)' cannot be stored: check the disk")
        }
    }

    /// Returns the bytes of a jar; `nil` where its file is gone.
    func read(_ name: String) -> Data? {
        try? Data(contentsOf: URL(filePath: path(of: name)))
    }

    func remove(_ name: String) { try? FileManager.default.removeItem(atPath: path(of: name)) }

    func path(of name: String) -> String { "\(directory)/\(name).jar" }

    /// The jars of functions, beside those of plugins.
    static func ofFunctions(besidePlugins directory: String) -> JarFiles {
        JarFiles(directory: directory + "/functions")
    }
}
