import PipelineEngine

/// Names the objects of a store in the record of written keys: `s3/HOST/BUCKET/KEY`.
///
/// The host is part of it, so that what an export owns in one store is never removed from another, nor taken for a
/// file of this machine, when `stores.yaml` changes.
struct ObjectPlace: Equatable {
    private static let top = "s3/"
    /// The prefix of the keys of one store, with a slash at its end.
    private let prefix: String

    init(host: String) { prefix = "\(ObjectPlace.top)\(host)/" }

    /// Returns the place of a bucket.
    func place(of bucket: String) -> String { prefix + bucket }

    /// Returns bucket and key; `nil` for what is not in this store.
    func parts(of key: String) -> (bucket: String, key: String)? {
        guard key.hasPrefix(prefix) else { return nil }
        let rest = key.dropFirst(prefix.count)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        return (String(rest[..<slash]), String(rest[rest.index(after: slash)...]))
    }

    /// Whether a placement is of this store.
    func contains(_ placement: Placement) -> Bool {
        placement.keys.contains { $0.hasPrefix(prefix) }
    }

    /// Whether a place or a key is that of an object in a store.
    static func isPlace(_ place: String) -> Bool { place.hasPrefix(top) }

    /// Whether a placement is of objects in a store, whichever.
    static func isPlace(of placement: Placement) -> Bool { placement.keys.contains(where: isPlace) }
}

extension Placement {
    /// The keys of all that it changes.
    var keys: [String] { puts.map(\.written.key) + removals.map(\.key) }
}
