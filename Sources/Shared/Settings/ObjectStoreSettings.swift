/// The object store of kodo, as `stores.yaml` names it.
///
/// Its texts never have the secret key in them: descriptions of values reach logs.
package struct ObjectStoreSettings: Equatable, Sendable {
    package var endpoint: String
    package var region: String
    package var accessKey: String
    package var secretKey: String
    package var pathStyle: Bool

    /// Reads the members of `kodo`.
    init(_ section: SettingsSection) throws(SettingsError) {
        try section.requireKnown(["endpoint", "region", "accessKey", "secretKey", "pathStyle"])
        func needed(_ key: String, _ advice: String) throws(SettingsError) -> String {
            guard let text = try section.text(key), !text.isEmpty else {
                throw section.refusal(key, "is missing: \(advice)")
            }
            return text
        }
        let address = try needed("endpoint", "write the address, such as http://127.0.0.1:9000")
        let host = ["http://", "https://"].first { address.hasPrefix($0) }.map {
            address.dropFirst($0.count)
        }
        guard let host, !host.isEmpty, !host.dropLast(host.hasSuffix("/") ? 1 : 0).contains("/"),
            !host.contains("@"), !host.contains("?")
        else {
            throw section.refusal(
                "endpoint",
                "is no address of a store: write http:// or https:// with a host and a port only"
            )
        }
        endpoint = address
        region = try section.text("region") ?? "us-east-1"
        accessKey = try needed("accessKey", "write the key that opens the store")
        secretKey = try needed("secretKey", "write the secret of the access key")
        pathStyle = try section.flag("pathStyle") ?? true
    }

    package static let fileName = "stores.yaml"

    /// The stores that are always on this machine.
    private static let local = ["tsdb", "report", "logdb", "mongodb"]

    /// Reads a file's `kodo`; `nil` where there is no file, or it is `local`, as it is where nothing is said.
    package static func read(from path: String) throws(SettingsError) -> ObjectStoreSettings? {
        guard let file = try PrivateFile.open(path) else { return nil }
        let stores = try SettingsSection(text: file.text, file: path)
        try stores.requireKnown(["kodo"] + local)
        for name in local where stores.keys.contains(name) {
            guard (try? stores.text(name)) == .some("local") else {
                throw stores.refusal(
                    name,
                    "names a server, and only that of kodo can be reached: write local, or leave it out"
                )
            }
        }
        guard stores.keys.contains("kodo"), (try? stores.text("kodo")) != .some("local") else {
            return nil
        }
        let settings = try ObjectStoreSettings(try stores.section("kodo"))
        try file.requirePrivate()
        return settings
    }
}

extension ObjectStoreSettings: CustomStringConvertible, CustomReflectable {
    package var description: String { "ObjectStoreSettings(\(endpoint), \(accessKey))" }
    package var customMirror: Mirror {
        Mirror(self, children: ["endpoint": endpoint, "accessKey": accessKey])
    }
}
