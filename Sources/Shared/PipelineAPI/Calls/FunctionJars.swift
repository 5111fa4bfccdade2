package import struct FoundationEssentials.Data

/// A jar of functions that SQL may call once they are registered; size and digest are the local service's additions.
package struct FunctionJar: Codable, Equatable, Sendable {
    package var jarName: String
    package var description: String?
    package var uploadTime: Timestamp?
    /// In bytes.
    package var size: Int?
    /// The base64 of the jar's MD5.
    package var md5: String?

    package init(
        jarName: String,
        description: String? = nil,
        uploadTime: Timestamp? = nil,
        size: Int? = nil,
        md5: String? = nil
    ) {
        self.jarName = jarName
        self.description = description
        self.uploadTime = uploadTime
        self.size = size
        self.md5 = md5
    }
}

/// Uploads a jar of functions; at most 100 MiB.
package struct UploadFunctionJar: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/udf/jars/{jar}",
        errors: [
            .invalidFunctionJarName, .functionJarExists, .pluginLengthMismatch,
            .pluginDigestMismatch, .invalidFunctionClass,
        ]
    )
    package typealias Output = Nothing

    package static let mostBytes = 100 * 1024 * 1024

    package var jar: FunctionJarName
    package var body: RawBody

    /// `digest` is the base64 of the jar's MD5, which the service checks if it is given.
    package init(jar: FunctionJarName, bytes: Data, digest: String? = nil) {
        self.jar = jar
        var headers: HeaderFields = ["Content-Type": "application/java-archive"]
        headers["Content-MD5"] = digest
        body = RawBody(bytes, headers: headers)
    }
}

/// Replaces the description of a jar of functions.
package struct UpdateFunctionJar: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/udf/jars/{jar}",
        errors: [.invalidFunctionJarName, .functionJarNotFound]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        /// At most 1500 characters.
        package var description: String

        package init(description: String) {
            self.description = description
        }
    }

    package static let mostCharacters = 1500

    package var jar: FunctionJarName
    package var body: Body

    package init(jar: FunctionJarName, body: Body) {
        self.jar = jar
        self.body = body
    }
}

/// Deletes a jar; refused while a registered function is in it.
package struct DeleteFunctionJar: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/udf/jars/{jar}",
        errors: [.invalidFunctionJarName, .functionJarNotFound, .functionJarInUse]
    )
    package typealias Output = Nothing

    package var jar: FunctionJarName

    package init(jar: FunctionJarName) {
        self.jar = jar
    }
}

/// Lists jars of functions, all or a page of them.
package struct ListFunctionJars: APICall, Equatable {
    package static let route = Route(.get, "/v2/udf/jars")

    package struct Output: Codable, Equatable, Sendable {
        package var result: [FunctionJar]

        package init(result: [FunctionJar]) {
            self.result = result
        }
    }

    /// The number of the first one, from 1.
    package var from: Int?
    package var size: Int?
    /// A field, then `:asc` or `:desc` if wanted: `uploadTime:desc`; by default by name.
    package var sort: String?

    package init(from: Int? = nil, size: Int? = nil, sort: String? = nil) {
        self.from = from
        self.size = size
        self.sort = sort
    }
}
