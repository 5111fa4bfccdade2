import Foundation
import ProjectFiles

/// The project's own files, found from this one.
enum SourceTree {
    static let root = ProjectFiles.root

    /// Swift files below a folder of the project, with their text.
    static func swiftFiles(in folder: String) throws -> [(path: String, text: String)] {
        let base = root.appending(path: folder).path
        return try FileManager.default.subpathsOfDirectory(atPath: base)
            .filter { $0.hasSuffix(".swift") }
            .map { path in
                (
                    folder + "/" + path,
                    try String(contentsOfFile: base + "/" + path, encoding: .utf8)
                )
            }
    }

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
