import PipelineEngine

/// The changes that a placement in HDFS consists of, and those that take it back.
///
/// The placement's own directory, whose path on the server is its id, has `new-N` until file N is put, `old-N`, what was in its place, and `gone-N`, the removed
/// files: what has been done can be told from what is there, so that taking back can be interrupted and begun again.
struct HDFSSteps {
    let placement: Placement

    /// Moves the files, whose paths on the server are in the order of the puts, into the directory.
    func preparing(_ written: [String]) -> [HDFSChange] {
        zip(written, placement.puts).map { .move($0, to: new($1)) }
    }

    /// What is replaced is moved away before, since HDFS has neither links nor an exchange: for a moment nothing is there.
    var applying: [HDFSChange] {
        placement.removals.map { .moveIfPossible(path($0.key), to: gone($0)) }
            + placement.puts.flatMap { put -> [HDFSChange] in
                let moved = HDFSChange.move(new(put), to: path(put.written.key))
                guard put.isReplacing else { return [moved] }
                return [.moveIfPossible(path(put.written.key), to: old(put)), moved]
            }
    }

    /// A file whose `new-N` is there has not been put, and whatever is at its key is not the placement's.
    var undoing: [HDFSChange] {
        placement.puts.reversed().flatMap { put in
            let path = path(put.written.key)
            let back = HDFSChange.moveIfPossible(path, to: new(put))
            return [
                back,
                put.isReplacing
                    ? .moveIfPossible(old(put), to: path) : pruning(above: put.written),
            ]
        } + placement.removals.map { .moveIfPossible(gone($0), to: path($0.key)) }
    }

    /// Removes the folders that have become empty; that of a target too, but not those above it.
    func ending(removed: [WrittenKey]) -> [HDFSChange] { removed.map(pruning) }

    private func pruning(above written: WrittenKey) -> HDFSChange {
        let target = HDFSPlace.path(of: written.target)
        return .prune(HDFSSteps.folder(path(written.key)), below: HDFSSteps.folder(target))
    }

    /// Returns the path of the folder that something is in; empty for the root.
    private static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    private var directory: String { placement.id }
    private func path(_ key: String) -> String { HDFSPlace.path(of: key) }
    private func new(_ put: Placement.Put) -> String { directory + "/new-\(put.number)" }
    private func old(_ put: Placement.Put) -> String { directory + "/old-\(put.number)" }
    private func gone(_ removal: Placement.Removal) -> String {
        directory + "/gone-\(removal.number)"
    }
}
