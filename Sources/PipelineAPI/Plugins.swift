package import struct FoundationEssentials.Data

/// Uploads a jar whose name is the full name of its parser class; at most 100 MiB.
package struct UploadPlugin: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/plugins/{plugin}",
        errors: [
            .invalidPluginName, .pluginExists, .pluginLengthMismatch, .pluginDigestMismatch,
        ]
    )
    package typealias Output = Nothing

    package static let mostBytes = 100 * 1024 * 1024

    package var plugin: PluginName
    package var body: RawBody

    /// `digest` is the base64 of the jar's MD5; given, the service checks it.
    package init(plugin: PluginName, jar: Data, digest: String? = nil) {
        self.plugin = plugin
        var headers: HeaderFields = ["Content-Type": "application/java-archive"]
        headers["Content-MD5"] = digest
        body = RawBody(jar, headers: headers)
    }
}
