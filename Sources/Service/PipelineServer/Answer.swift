import FoundationEssentials
import Gzip
import HTTPTypes
import Hummingbird
import NIOCore
import PipelineAPI

/// Answers in the form clients of this API expect: 200 or an error, always JSON, its label exact.
enum Answer {
    /// Packed where the peer takes gzip and the answer is long enough to gain by it.
    static func response(_ answer: WireResponse, acceptingGzip: Bool) -> Response {
        let isPacked = acceptingGzip && answer.body.count >= packedFrom
        let body = isPacked ? Gzip.compress(answer.body) : answer.body
        var response = response(body, status: .ok)
        if isPacked { response.headers[.contentEncoding] = "gzip" }
        for (name, value) in answer.headers.fields {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }

    private static let packedFrom = 2048

    /// Clients look for the code at the start of `error`, and only where the label has no parameters.
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
