/// The four methods this API uses; a pre-signed token may name no other (wire facts on tokens).
package enum HTTPMethod: String, Codable, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
}
