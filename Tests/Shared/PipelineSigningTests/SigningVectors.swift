import Foundation
import PipelineAPI
import Testing

/// The test vectors, made with keys that open nothing.
struct SigningVectors: Decodable, Sendable {
    var direct: [Direct]
    var tokens: [TokenVector]
    var reject: [Rejected]

    struct Direct: Decodable, Sendable, CustomTestStringConvertible {
        var id, ak, sk, method, requestPath, query, stringToSign, signature,
            authorization: String
        var headers: [String: String]
        var testDescription: String { id }

        var request: WireRequest {
            SigningVectors.request(method, requestPath, headers)
        }
    }

    struct TokenVector: Decodable, Sendable, CustomTestStringConvertible {
        var id, ak, sk, method, resource, contentType, authorization: String
        var expires: Int
        var headers: [String: String]
        var testDescription: String { id }

        var request: WireRequest {
            var request = SigningVectors.request(method, resource, headers)
            if !contentType.isEmpty { request.headers["Content-Type"] = contentType }
            request.headers["Authorization"] = authorization
            return request
        }
    }

    struct Rejected: Decodable, Sendable, CustomTestStringConvertible {
        var id, method, authorization, ak, serverSk: String
        var requestPath, resource, contentType, correctAuthorization: String?
        var headers: [String: String]?
        var testDescription: String { id }

        var request: WireRequest {
            var request = SigningVectors.request(
                method,
                requestPath ?? resource ?? "",
                headers ?? [:]
            )
            if let contentType { request.headers["Content-Type"] = contentType }
            request.headers["Authorization"] = authorization
            return request
        }
    }

    static func request(
        _ method: String,
        _ path: String,
        _ headers: [String: String]
    ) -> WireRequest {
        WireRequest(
            HTTPMethod(rawValue: method) ?? .get,
            path,
            headers: HeaderFields(headers.map { (name: $0.key, value: $0.value) })
        )
    }

    static let all: SigningVectors = {
        do {
            guard
                let url = Bundle.module.url(
                    forResource: "signing-vectors",
                    withExtension: "json"
                )
            else { preconditionFailure("the signing vectors are not in the test bundle") }
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(SigningVectors.self, from: Data(contentsOf: url))
        } catch {
            preconditionFailure("the signing vectors cannot be read: \(error)")
        }
    }()
}
