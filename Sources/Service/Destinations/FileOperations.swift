import struct FoundationEssentials.Data

/// What is at a path; links are not followed.
enum FileKind: Equatable {
    case file, folder
    /// A link, a device, or what else is neither.
    case other
}

/// What is there, as far as a placement is decided by it.
protocol FileView: Sendable {
    /// Returns `nil` where nothing is.
    func kind(of path: String) -> FileKind?
    func size(of path: String) -> Int?
    /// Returns the names in a folder, in no order.
    func names(in folder: String) -> [String]
    func content(of path: String) throws -> Data
    /// Throws where no file can be at a key in a place, of which some are gone by then.
    func checkWay(to key: String, in place: String, below root: String, gone: Set<String>) throws
}

/// The operations on files that placements consist of; each happens whole or not at all.
protocol FileOperations: FileView {
    /// Creates a folder and those above it.
    func makeFolder(_ path: String) throws
    /// Writes a new file.
    func write(_ data: Data, to path: String) throws
    /// Moves a file. Throws where something is at the target.
    func move(_ source: String, to target: String) throws
    /// Moves a file onto another, which readers see as one change.
    func replace(_ target: String, with source: String) throws
    /// Gives a file a second name. Throws where the file system cannot.
    func link(_ source: String, to name: String) throws
    /// Makes files' contents, and folders' names, survive a loss of power.
    func synchronize(_ paths: [String]) throws
    /// Removes a folder with nothing in it; one with something in it stays.
    func removeEmptyFolder(_ path: String)
    /// Removes a folder of the placements' own, with all that is in it.
    func removeFolder(_ path: String) throws
}

extension FileView {
    /// Whether a file is below a folder, other than the excepted paths.
    func hasFile(below folder: String, except: Set<String>) -> Bool {
        names(in: folder).contains { name in
            let path = folder + "/" + name
            return kind(of: path) == .folder
                ? hasFile(below: path, except: except) : !except.contains(path)
        }
    }
}

extension FileOperations {
    /// Whether a file is at a key, with nothing but real folders above it up to its place.
    func isFile(_ key: String, below root: String) -> Bool {
        let place = FilePlacement.place(of: key)
        var path = root + "/" + place
        let names = key.dropFirst(place.count).split(separator: "/")
        for name in names.dropLast() {
            path += "/" + name
            guard kind(of: path) == .folder else { return false }
        }
        return names.last.map { kind(of: path + "/" + $0) == .file } ?? false
    }

    /// Removes the folders below a path, and the path, as far as they are empty.
    func removeEmptyFolders(at path: String) {
        for name in names(in: path) where kind(of: path + "/" + name) == .folder {
            removeEmptyFolders(at: path + "/" + name)
        }
        removeEmptyFolder(path)
    }
}
