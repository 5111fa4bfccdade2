package import FoundationEssentials
package import PipelineAPI

/// Signs requests to an object store with version 4 of the signature that all S3-compatible ones verify.
///
/// The date is an argument, as for the service's own signature, so that the published examples are tests.
package struct ObjectSignature: Sendable {
    private let credentials: Credentials
    private let region: String

    package init(_ credentials: Credentials, region: String) {
        self.credentials = credentials
        self.region = region
    }

    /// What is signed of a request.
    package struct Request: Sendable {
        package var method: String
        /// The path as it is sent, percent-encoded.
        package var path: String
        /// The query, not percent-encoded.
        package var query: [QueryItem]
        /// All headers that are signed, with `Host`.
        package var headers: [String: String]
        /// The SHA-256 of the body in hexadecimal digits.
        package var bodyDigest: String

        package init(
            method: String,
            path: String,
            query: [QueryItem] = [],
            headers: [String: String],
            bodyDigest: String
        ) {
            self.method = method
            self.path = path
            self.query = query
            self.headers = headers
            self.bodyDigest = bodyDigest
        }
    }

    /// Returns the headers to be sent: those of the request, the date, the body's digest and the signature.
    package func headers(of request: Request, at date: Date) -> [String: String] {
        let time = ObjectSignature.text(of: date)
        var headers = Dictionary(
            request.headers.map { ($0.key.lowercased(), $0.value) },
            uniquingKeysWith: { $1 }
        )
        headers["x-amz-date"] = time
        headers["x-amz-content-sha256"] = request.bodyDigest
        let names = headers.keys.sorted()
        let canonical = [
            request.method, request.path, ObjectSignature.text(of: request.query),
            names.map { "\($0):\(headers[$0] ?? "")\n" }.joined(), names.joined(separator: ";"),
            request.bodyDigest,
        ].joined(separator: "\n")
        let scope = "\(time.prefix(8))/\(region)/s3/aws4_request"
        let text = ["AWS4-HMAC-SHA256", time, scope, ContentDigest.sha256(Data(canonical.utf8))]
            .joined(separator: "\n")
        let signature = ContentDigest.hexadecimal(hash(text, with: key(on: String(time.prefix(8)))))
        headers["authorization"] =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope),"
            + "SignedHeaders=\(names.joined(separator: ";")),Signature=\(signature)"
        return headers
    }

    /// Returns the query as it is signed and sent: sorted, with every character but the unreserved encoded.
    package static func text(of query: [QueryItem]) -> String {
        query.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.sorted()
            .joined(separator: "&")
    }

    private func key(on day: String) -> [UInt8] {
        var key = Array("AWS4\(credentials.secretKey)".utf8)
        for part in [day, region, "s3", "aws4_request"] { key = hash(part, with: key) }
        return key
    }

    private func hash(_ text: String, with key: [UInt8]) -> [UInt8] {
        MessageDigest.hmacSHA256(text, key: key)
    }

    /// Returns a time as `20130524T000000Z`.
    private static func text(of date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(
                dateSeparator: .omitted,
                dateTimeSeparator: .standard,
                timeSeparator: .omitted,
                timeZoneSeparator: .omitted,
                includingFractionalSeconds: false,
                timeZone: .gmt
            )
        )
    }
}
