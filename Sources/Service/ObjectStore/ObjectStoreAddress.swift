import PipelineAPI

/// Where an object store is, and the key that opens it.
///
/// Its texts never have the secret key in them: descriptions of values reach logs.
package struct ObjectStoreAddress: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    /// `http://host:port` or `https://host`, without a slash at its end.
    package var endpoint: String
    package var region: String
    package var accessKey: String
    package var secretKey: String
    /// Whether the bucket is the first part of the path and not of the host's name.
    package var isPathStyle: Bool

    package init(
        endpoint: String,
        region: String,
        accessKey: String,
        secretKey: String,
        isPathStyle: Bool
    ) {
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        self.region = region
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.isPathStyle = isPathStyle
    }

    package var description: String { "\(endpoint) as \(accessKey)" }
    package var customMirror: Mirror {
        Mirror(self, children: ["endpoint": endpoint, "accessKey": accessKey])
    }

    /// `http` or `https`.
    private var scheme: String { endpoint.hasPrefix("https://") ? "https" : "http" }

    /// The host, with its port where the endpoint names one.
    package var host: String {
        endpoint.firstRange(of: "://").map { String(endpoint[$0.upperBound...]) } ?? endpoint
    }

    /// Returns the base URL, the host and the path of an object; of the bucket for an empty key, and of the store for
    /// an empty bucket.
    func place(of key: String, in bucket: String) -> (base: String, host: String, path: String) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        let path = "/" + parts.map { PercentCoding.encode(String($0)) }.joined(separator: "/")
        guard !bucket.isEmpty else { return ("\(scheme)://\(host)", host, "/") }
        guard !isPathStyle else {
            let bucket = "/" + PercentCoding.encode(bucket)
            return ("\(scheme)://\(host)", host, key.isEmpty ? bucket : bucket + path)
        }
        return ("\(scheme)://\(bucket).\(host)", "\(bucket).\(host)", path)
    }
}
