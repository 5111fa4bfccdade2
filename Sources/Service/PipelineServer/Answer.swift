import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import PipelineAPI
import PipelineService

/// Builds HTTP responses as clients of this API expect them: 200 or an error, always `application/json`.
enum Answer {
    /// Returns the answer to a call; `accepted` is the client's `Accept-Encoding`.
    static func response(_ output: EncodedOutput, accepted: String?) -> Response {
        let compressed = ContentCoding.compress(output.json, accepted: accepted)
        var response = response(compressed ?? output.json, status: .ok)
        if compressed != nil { response.headers[.contentEncoding] = "gzip" }
        for (name, value) in output.fields.fields {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }

    /// Returns a refusal, with its code at the start of `error`.
    ///
    /// Clients look for the code there, and only where `Content-Type` has no parameters.
    static func response(for error: APIError) -> Response {
        let body = ErrorBody(error: error.wireText)
        let json = (try? JSONCoding.encode(body)) ?? Data(#"{"error":"E9000: "}"#.utf8)
        return response(json, status: HTTPResponse.Status(code: error.code.status))
    }

    private static func response(_ json: Data, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json))
        )
    }
}
