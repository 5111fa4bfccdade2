import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import PipelineAPI
import PipelineService

/// Answers in the form clients of this API expect: 200 or an error, always JSON, of exactly that type.
enum Answer {
    /// Returns the answer to a call; `accepted` is the peer's `Accept-Encoding`.
    static func response(_ output: EncodedOutput, accepted: String?) -> Response {
        let packed = ContentCoding.pack(output.json, accepted: accepted)
        var response = response(packed ?? output.json, status: .ok)
        if packed != nil { response.headers[.contentEncoding] = "gzip" }
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
