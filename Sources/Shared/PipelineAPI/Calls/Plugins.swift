package import struct FoundationEssentials.Data

/// A plugin as a list shows it; size and digest are the local service's additions.
package struct Plugin: Codable, Equatable, Sendable {
    package var name: String
    package var createTime: Timestamp?
    /// In bytes.
    package var size: Int?
    /// The base64 of the jar's MD5.
    package var md5: String?

    package init(
        name: String,
        createTime: Timestamp? = nil,
        size: Int? = nil,
        md5: String? = nil
    ) {
        self.name = name
        self.createTime = createTime
        self.size = size
        self.md5 = md5
    }
}

/// Uploads a jar whose name is the full name of its parser class; at most 100 MiB.
package struct UploadPlugin: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/plugins/{plugin}",
        errors: [
            .invalidPluginName, .pluginExists, .pluginLengthMismatch, .pluginDigestMismatch,
            .invalidTransformPlugin,
        ]
    )
    package typealias Output = Nothing

    package static let mostBytes = 100 * 1024 * 1024

    package var plugin: PluginName
    package var body: RawBody

    /// `digest` is the base64 of the jar's MD5, which the service checks if it is given.
    package init(plugin: PluginName, jar: Data, digest: String? = nil) {
        self.plugin = plugin
        var headers: HeaderFields = ["Content-Type": "application/java-archive"]
        headers["Content-MD5"] = digest
        body = RawBody(jar, headers: headers)
    }
}

/// Lists every plugin.
package struct ListPlugins: APICall, Equatable {
    package static let route = Route(.get, "/v2/plugins")

    package struct Output: Codable, Equatable, Sendable {
        package var plugins: [Plugin]

        package init(plugins: [Plugin]) {
            self.plugins = plugins
        }
    }

    package init() {}
}

/// Returns one plugin.
package struct GetPlugin: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/plugins/{plugin}",
        errors: [.invalidPluginName, .pluginNotFound]
    )
    package typealias Output = Plugin

    package var plugin: PluginName

    package init(plugin: PluginName) {
        self.plugin = plugin
    }
}

/// Deletes a plugin; refused while a transform uses it.
package struct DeletePlugin: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/plugins/{plugin}",
        errors: [.invalidPluginName, .pluginNotFound, .invalidTransformPlugin]
    )
    package typealias Output = Nothing

    package var plugin: PluginName

    package init(plugin: PluginName) {
        self.plugin = plugin
    }
}

/// Returns a plugin's output fields.
package struct VerifyPlugin: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/verify/plugins/{plugin}",
        errors: [.invalidPluginName, .pluginNotFound, .invalidTransformPlugin],
        isReadOnly: true
    )

    package struct Output: Codable, Equatable, Sendable {
        package var outputFields: [PluginField]

        package init(outputFields: [PluginField]) {
            self.outputFields = outputFields
        }
    }

    package var plugin: PluginName

    package init(plugin: PluginName) {
        self.plugin = plugin
    }
}
