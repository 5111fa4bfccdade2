import FoundationEssentials
import PipelineEngine

/// What a server of HDFS has that a placement is decided by, listed once before it.
///
/// To the plan it looks as folders and files below the data directory do.
struct HDFSView: FileView {
    private let sizes: [String: Int]
    /// The names in each folder that has a file somewhere below it.
    private let folders: [String: Set<String>]

    /// `place` is that of the server.
    init(_ files: [HDFSFile], place: String, root: String) {
        let top = root + "/" + place
        sizes = Dictionary(
            files.map { (top + "/" + $0.path, $0.bytes) },
            uniquingKeysWith: { $1 }
        )
        var folders: [String: Set<String>] = [:]
        for file in files {
            var folder = top
            for name in file.path.split(separator: "/") {
                folders[folder, default: []].insert(String(name))
                folder += "/" + name
            }
        }
        self.folders = folders
    }

    func kind(of path: String) -> FileKind? {
        sizes[path] != nil ? .file : folders[path] == nil ? nil : .folder
    }

    func size(of path: String) -> Int? { sizes[path] }

    func names(in folder: String) -> [String] { Array(folders[folder] ?? []) }

    /// Files in HDFS do not grow: new rows are files beside them.
    func content(of path: String) throws -> Data {
        throw DeliveryFailure(
            "a file in HDFS cannot be added to: use a save mode other than append"
        )
    }

    func checkWay(to key: String, in place: String, below root: String, gone: Set<String>) throws {
        try checkFolders(to: key, in: place, below: root, gone: gone, on: "in HDFS")
    }
}
