import ObjectStore
import PipelineAPI
import PipelineEngine

/// The requests that a placement in an object store consists of, and those that take it back.
///
/// The placement's directory has `new-N`, which is put as object N, `old-N`, what is in its place before, and
/// `gone-N`, the objects that are removed. All requests may be repeated, so that taking back can be interrupted and
/// begun again.
struct ObjectSteps: Sendable {
    let placement: Placement
    let place: ObjectPlace
    /// The placement's own directory.
    let directory: String
    let store: ObjectStore
    let files: DiskFiles

    /// Moves the new objects into the directory, copies what they replace, and makes both durable.
    func prepare(_ contents: [PlacementPlan.Item.Content]) async throws {
        try files.makeFolder(directory)
        for (put, content) in zip(placement.puts, contents) {
            switch content {
            case .file(let path): try files.move(path, to: new(put))
            case .data(let data): try files.write(data, to: new(put))
            }
        }
        try await store.each(placement.puts.filter(\.isReplacing)) { put in
            try await keep(put.written.key, in: old(put))
        }
        try await store.each(placement.removals) { try await keep($0.key, in: gone($0)) }
        let names = files.names(in: directory).map { directory + "/" + $0 }
        try files.synchronize(names + [directory])
    }

    /// The new objects are put before old ones are removed: readers see both for a moment, and never neither.
    func apply() async throws {
        try await store.each(placement.puts) { try await put(new($0), as: $0.written.key) }
        try await store.each(placement.removals) { try await remove($0.key) }
    }

    func undo() async throws {
        guard files.kind(of: directory) == .folder else { return }
        try await store.each(placement.removals) { removal in
            guard files.kind(of: gone(removal)) != nil else { return }
            try await put(gone(removal), as: removal.key)
        }
        try await store.each(placement.puts) { item in
            if files.kind(of: old(item)) != nil {
                try await put(old(item), as: item.written.key)
            } else {
                try await remove(item.written.key)
            }
        }
    }

    func removeDirectory() { try? files.removeFolder(directory) }

    private func keep(_ key: String, in path: String) async throws {
        guard let (bucket, key) = place.parts(of: key) else { return }
        _ = try await store.getIfThere(key, in: bucket, to: path)
    }

    private func put(_ path: String, as key: String) async throws {
        guard let (bucket, key) = place.parts(of: key) else { return }
        try await store.put(path, as: key, in: bucket)
    }

    private func remove(_ key: String) async throws {
        guard let (bucket, key) = place.parts(of: key) else { return }
        try await store.delete(key, in: bucket)
    }

    private func new(_ put: Placement.Put) -> String { directory + "/new-\(put.number)" }
    private func old(_ put: Placement.Put) -> String { directory + "/old-\(put.number)" }
    private func gone(_ removal: Placement.Removal) -> String {
        directory + "/gone-\(removal.number)"
    }
}
