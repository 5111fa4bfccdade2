package import FoundationEssentials
import HTTPTransport
package import PipelineAPI
import PipelineSigning

/// A client of one S3-compatible object store.
///
/// A put is atomic there: readers see the old object or the new one. **Invariant:** the secret key is in no request,
/// only what is signed with it. It must be closed with ``close()``.
package struct ObjectStore: Sendable {
    package let address: ObjectStoreAddress
    private let transport: ObjectTransport
    private let signature: ObjectSignature
    private let now: @Sendable () -> Date
    private let waits: [Duration]

    /// The largest object of one put, as the stores have it; larger ones would need several requests.
    package static let mostBytes = 5 * 1024 * 1024 * 1024

    /// - Parameters:
    ///   - address: where the store is, and its key.
    ///   - now: this machine's date, which is signed.
    ///   - waits: how long to wait before each further attempt of a request that failed for the moment.
    package init(
        _ address: ObjectStoreAddress,
        now: @escaping @Sendable () -> Date = { Date() },
        waits: [Duration] = [.milliseconds(200), .seconds(1)]
    ) {
        self.address = address
        self.now = now
        self.waits = waits
        transport = ObjectTransport(endpoint: address.endpoint)
        signature = ObjectSignature(
            Credentials(accessKey: address.accessKey, secretKey: address.secretKey),
            region: address.region
        )
    }

    package func close() async { await transport.close() }

    /// An object of a listing.
    package struct Object: Equatable, Sendable {
        package var key: String
        package var bytes: Int
    }

    /// Returns the objects whose keys begin with a prefix, however many, in the order of their keys.
    package func objects(
        in bucket: String,
        prefix: String
    ) async throws(APIError) -> [Object] {
        var found: [Object] = []
        var token: String?
        repeat {
            var query = [
                QueryItem("list-type", "2"), QueryItem("prefix", prefix),
                QueryItem("encoding-type", "url"),
            ]
            if let token { query.append(QueryItem("continuation-token", token)) }
            let answer = ObjectAnswer(try await send("GET", bucket, query: query).body)
            guard answer.first("IsTruncated") != nil else {
                throw APIError(
                    .unreadable,
                    "'\(address.endpoint)' answered no listing: check the endpoint in stores.yaml"
                )
            }
            let isEncoded = answer.first("EncodingType") == "url"
            found += answer.elements("Contents").map { Object($0, isEncoded: isEncoded) }
            let isTruncated = answer.first("IsTruncated") == "true"
            token = isTruncated ? answer.first("NextContinuationToken") : nil
        } while token != nil
        return found
    }

    /// Returns the server's name for itself, and the number of buckets; `nil` where the key may not list them.
    package func standing() async throws(APIError) -> (server: String, buckets: Int?) {
        let answer = try await send("GET", "", accepting: 403)
        let server = answer.headers["Server"] ?? ""
        let body = ObjectAnswer(answer.body)
        guard answer.status == 403 else { return (server, body.elements("Bucket").count) }
        guard body.first("Code") == "AccessDenied" else {
            throw ObjectFailure(address: address, bucket: "", key: "").apiError(of: answer)
        }
        return (server, nil)
    }

    /// Returns an object's size; `nil` where there is none.
    package func size(of key: String, in bucket: String) async throws(APIError) -> Int? {
        let answer = try await send("HEAD", bucket, key, accepting: 404)
        guard answer.status != 404 else { return nil }
        return answer.headers["Content-Length"].flatMap { Int($0) } ?? 0
    }

    /// Writes an object into a file.
    ///
    /// Throws where there is none.
    package func get(_ key: String, in bucket: String, to path: String) async throws(APIError) {
        _ = try await send("GET", bucket, key, answerTo: path)
    }

    /// Puts a file as an object, in the place of one that is there.
    package func put(_ path: String, as key: String, in bucket: String) async throws(APIError) {
        let name = path.split(separator: "/").last ?? ""
        guard let bytes = ObjectStore.size(ofFile: path),
            let digest = try? ContentDigest.sha256(ofFile: path)
        else {
            throw APIError(.internalError, "file '\(name)' cannot be read: look at the disk")
        }
        guard bytes <= ObjectStore.mostBytes else {
            throw APIError(
                .internalError,
                "'\(key)' would have \(bytes) bytes, and one object at most \(ObjectStore.mostBytes): "
                    + "use more files (fileCount)"
            )
        }
        let body: ObjectTransport.Body = bytes == 0 ? .data(Data()) : .file(path, bytes: bytes)
        _ = try await send("PUT", bucket, key, body: body, digest: digest)
    }

    /// Removes an object; one that is not there is no error.
    package func delete(_ key: String, in bucket: String) async throws(APIError) {
        _ = try await send("DELETE", bucket, key, accepting: 404)
    }

    private static func size(ofFile path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    }

    private func send(
        _ method: String,
        _ bucket: String,
        _ key: String = "",
        query: [QueryItem] = [],
        body: ObjectTransport.Body = .none,
        digest: String = ContentDigest.sha256(Data()),
        accepting accepted: Int? = nil,
        answerTo path: String? = nil
    ) async throws(APIError) -> WireResponse {
        let place = address.place(of: key, in: bucket)
        let failure = ObjectFailure(address: address, bucket: bucket, key: key)
        let text = ObjectSignature.text(of: query)
        let url = place.base + place.path + (text.isEmpty ? "" : "?" + text)
        var waits = waits[...]
        while true {
            let headers = signature.headers(
                of: ObjectSignature.Request(
                    method: method,
                    path: place.path,
                    query: query,
                    headers: ["Host": place.host],
                    bodyDigest: digest
                ),
                at: now()
            )
            do throws(APIError) {
                let answer = try await transport.send(
                    method,
                    url,
                    headers: headers,
                    body: body,
                    answerTo: path
                )
                if (200..<300).contains(answer.status) || answer.status == accepted {
                    return answer
                }
                guard [429, 500, 502, 503, 504].contains(answer.status), !waits.isEmpty else {
                    throw failure.apiError(of: answer)
                }
            } catch {
                // All requests may be repeated: each has the same effect a second time.
                guard error.code == .connectionLost, !waits.isEmpty else {
                    throw failure.apiError(of: error)
                }
            }
            try? await Task.sleep(for: waits.removeFirst())
        }
    }
}

extension ObjectStore.Object {
    fileprivate init(_ element: ObjectAnswer, isEncoded: Bool) {
        let key = element.first("Key") ?? ""
        // A listing is encoded as a form is: a plus is a space.
        let parts = key.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        self.key = isEncoded ? parts.map(PercentCoding.decode).joined(separator: " ") : key
        bytes = element.first("Size").flatMap { Int($0) } ?? 0
    }
}
