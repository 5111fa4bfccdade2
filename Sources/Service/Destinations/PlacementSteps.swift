import PipelineEngine
import SystemPackage

/// The moves of files that a placement consists of, and those that take it back.
///
/// The placement's directory has `new-N` until object N is put, `old-N`, what was in its place, and `gone-N`,
/// the removed objects: what has been done can be told from what is there, so that taking back can be
/// interrupted and begun again.
struct PlacementSteps {
    let placement: Placement
    /// The data directory, which keys are relative to.
    let root: String
    /// The placement's own directory.
    let directory: String
    let files: any FileOperations

    static func parent(in root: String) -> String { root + "/placements" }

    /// Moves the new objects into the directory, in the order of the placement's puts, and makes them
    /// durable: what is told as delivered is not delivered again.
    func prepare(_ contents: [PlacementPlan.Item.Content]) throws {
        try files.makeFolder(directory)
        for (put, content) in zip(placement.puts, contents) {
            switch content {
            case .file(let path): try files.move(path, to: new(put))
            case .data(let data): try files.write(data, to: new(put))
            }
        }
        try files.synchronize(placement.puts.map(new) + [directory])
    }

    func apply() throws {
        for removal in placement.removals where files.isFile(removal.key, below: root) {
            try files.move(absolute(removal.key), to: gone(removal))
        }
        for put in placement.puts { try apply(put) }
        let folders = Set(placement.puts.map { folder(of: absolute($0.written.key)) })
        try files.synchronize(folders.sorted())
    }

    private func apply(_ put: Placement.Put) throws {
        let path = absolute(put.written.key)
        guard put.isReplacing else {
            if files.kind(of: path) == .folder { files.removeEmptyFolders(at: path) }
            try files.makeFolder(folder(of: path))
            return try files.move(new(put), to: path)
        }
        do {
            try files.link(path, to: old(put))
        } catch {
            // A file system without links: for a moment nothing is at the key.
            try files.move(path, to: old(put))
        }
        try files.replace(path, with: new(put))
    }

    func undo() throws {
        guard files.kind(of: directory) == .folder else { return }
        for put in placement.puts.reversed() { try undo(put) }
        for removal in placement.removals.reversed() where files.kind(of: gone(removal)) != nil {
            let path = absolute(removal.key)
            if files.kind(of: path) == .folder { files.removeEmptyFolders(at: path) }
            // Whatever is there now was put there by somebody else, and stays.
            guard files.kind(of: path) == nil else { continue }
            try files.makeFolder(folder(of: path))
            try files.move(gone(removal), to: path)
        }
    }

    private func undo(_ put: Placement.Put) throws {
        let path = absolute(put.written.key)
        let isPut = files.kind(of: new(put)) == nil
        if put.isReplacing {
            guard files.kind(of: old(put)) != nil, isPut || files.kind(of: path) == nil
            else { return }
            try files.makeFolder(folder(of: path))
            try files.replace(path, with: old(put))
        } else if isPut, files.isFile(put.written.key, below: root) {
            try files.move(path, to: new(put))
            removeEmptyFolders(above: put.written)
        }
    }

    /// Removes the directory with what was replaced, and the folders that have become empty.
    func end(removed: [WrittenKey]) throws {
        for key in removed { removeEmptyFolders(above: key) }
        try removeDirectory()
    }

    func removeDirectory() throws {
        guard files.kind(of: directory) != nil else { return }
        try files.removeFolder(directory)
    }

    /// Removes the folders between an object and its target, and that of the target, as far as they are
    /// empty; the place itself stays.
    private func removeEmptyFolders(above written: WrittenKey) {
        let place = FilePlacement.place(of: written.key)
        var folder = folder(of: written.key)
        while folder != place, folder == written.target || folder.hasPrefix(written.target + "/") {
            files.removeEmptyFolder(absolute(folder))
            folder = self.folder(of: folder)
        }
    }

    private func absolute(_ key: String) -> String { root + "/" + key }
    private func new(_ put: Placement.Put) -> String { directory + "/new-\(put.number)" }
    private func old(_ put: Placement.Put) -> String { directory + "/old-\(put.number)" }
    private func gone(_ removal: Placement.Removal) -> String {
        directory + "/gone-\(removal.number)"
    }

    private func folder(of path: String) -> String {
        FilePath(path).removingLastComponent().string
    }
}
