import FoundationEssentials
import PipelineEngine

/// What a store has of the keys that a placement is decided by, listed once before it.
///
/// To the plan it looks as folders and files below the data directory do. Paths elsewhere are this machine's.
struct ObjectView: FileView {
    private let root: String
    private let disk: any FileOperations
    /// The size of each object that was listed, by its path.
    private let sizes: [String: Int]
    /// The names in each folder that the keys' slashes make.
    private let folders: [String: Set<String>]
    /// Where the contents of objects were fetched to.
    private let fetched: [String: String]

    /// The bytes of an object's key; the stores allow 1,024.
    private static let longestKey = 1024

    /// `sizes` and `fetched` are by key, as the record of written keys has it.
    init(
        root: String,
        sizes: [String: Int],
        fetched: [String: String],
        disk: any FileOperations
    ) {
        func absolute(_ key: String) -> String { root + "/" + key }
        self.root = root
        self.disk = disk
        self.sizes = Dictionary(uniqueKeysWithValues: sizes.map { (absolute($0.key), $0.value) })
        self.fetched = Dictionary(
            uniqueKeysWithValues: fetched.map { (absolute($0.key), $0.value) }
        )
        var folders: [String: Set<String>] = [:]
        for key in sizes.keys {
            var folder = root
            for name in key.split(separator: "/") {
                folders[folder, default: []].insert(String(name))
                folder += "/" + name
            }
        }
        self.folders = folders
    }

    private func isRemote(_ path: String) -> Bool {
        path.hasPrefix(root + "/") && ObjectPlace.isPlace(String(path.dropFirst(root.count + 1)))
    }

    func kind(of path: String) -> FileKind? {
        guard isRemote(path) else { return disk.kind(of: path) }
        if sizes[path] != nil || fetched[path] != nil { return .file }
        return folders[path] == nil ? nil : .folder
    }

    func size(of path: String) -> Int? {
        isRemote(path) ? sizes[path] : disk.size(of: path)
    }

    func names(in folder: String) -> [String] {
        isRemote(folder) ? Array(folders[folder] ?? []) : disk.names(in: folder)
    }

    func content(of path: String) throws -> Data {
        try disk.content(of: fetched[path] ?? path)
    }

    /// An object may be beside others that have its key and a slash before theirs.
    func checkWay(
        to key: String,
        in place: String,
        below root: String,
        gone: Set<String>
    ) throws {
        let own = key.dropFirst(place.count + 1)
        guard own.utf8.count > ObjectView.longestKey else { return }
        throw DeliveryFailure(
            "key '\(own.prefix(80))…' has \(own.utf8.count) bytes: use at most \(ObjectView.longestKey)"
        )
    }
}
