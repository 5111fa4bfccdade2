import PipelineEngine

/// Names the files of HDFS in the record of written keys: `hdfs@HOST:PORT/PATH`.
///
/// The server is part of it, so that what an export owns on one server is never removed from another, nor taken for a
/// file of this machine, when `stores.yaml` changes.
enum HDFSPlace {
    private static let top = "hdfs@"
    private static let scheme = "hdfs://"

    /// Returns the place of the server that a URL names; `nil` for a path of this machine.
    static func place(of url: String) -> String? {
        guard url.hasPrefix(scheme) else { return nil }
        return top + url.dropFirst(scheme.count).prefix { $0 != "/" }
    }

    /// Returns the path of a file in its place.
    static func path(of key: String) -> String {
        String(key.drop { $0 != "/" }.dropFirst())
    }

    /// Whether a place or a key is on a server of HDFS.
    static func isPlace(_ place: String) -> Bool { place.hasPrefix(top) }

    /// Whether a placement is on the server of a URL.
    static func contains(_ placement: Placement, on url: String) -> Bool {
        guard let place = place(of: url) else { return false }
        return placement.keys.contains { $0.hasPrefix(place + "/") }
    }

    /// Whether a placement is on a server of HDFS, whichever.
    static func isPlace(of placement: Placement) -> Bool { placement.keys.contains(where: isPlace) }
}
