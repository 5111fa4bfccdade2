import FoundationEssentials
import PipelineAPI
import PipelineSigning

/// Reads answers: success is exactly 200, anything else an error with whatever the service said.
enum AnswerReader {
    static func output<Call: APICall>(
        of call: Call.Type,
        from response: WireResponse
    ) throws(APIError) -> Call.Output {
        if let refusal = refusal(of: response) { throw refusal }
        if let nothing = Nothing() as? Call.Output { return nothing }
        do throws(APIError) {
            return try JSONCoding.decode(Call.Output.self, from: response.body)
        } catch {
            throw APIError(
                .unreadable,
                "the answer to \(Call.name) cannot be read: \(error.message): "
                    + excerpt(response.body),
                requestID: response.headers[WireResponse.requestIDField]
            )
        }
    }

    /// The error an answer is; `nil` for a success.
    static func refusal(of response: WireResponse) -> APIError? {
        guard response.status != 200 else { return nil }
        let text = errorText(of: response.body)
        let (code, message) = split(text)
        return APIError(
            code ?? self.code(of: response.status),
            code == nil ? words(for: response, text) : message,
            requestID: response.headers[WireResponse.requestIDField],
            retryAfter: response.headers["Retry-After"].flatMap { Int($0) }
        )
    }

    private static func errorText(of body: Data) -> String {
        (try? JSONDecoder().decode(ErrorBody.self, from: body).error) ?? excerpt(body)
    }

    /// `E18102: text` as code and text; no code where it does not begin with one.
    static func split(_ text: String) -> (ErrorCode?, String) {
        let code = text.prefix { $0 != ":" }
        let digits = code.dropFirst()
        guard code.first == "E", (3...6).contains(digits.count),
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), code.count < text.count
        else { return (nil, text) }
        let message = text.dropFirst(code.count + 1).drop { $0 == " " }
        return (ErrorCode(String(code)), String(message))
    }

    private static func code(of status: Int) -> ErrorCode {
        switch status {
        case 401: .unauthorized
        case 429: .tooManyRequests
        case 500...599: .serverFault
        default: ErrorCode("status-\(status)")
        }
    }

    private static func words(for response: WireResponse, _ text: String) -> String {
        let said = text.isEmpty ? "" : " ('\(text)')"
        switch response.status {
        case 401:
            let clock = response.headers["Date"].map { ": its clock says \($0)" } ?? ""
            return "the service refused the key\(said): check the access key and the secret key, "
                + "and whether a clock is off by more than 15 minutes\(clock)"
        case 429: return "the service asks for fewer requests\(said): wait a little"
        default: return "the service answered status \(response.status)\(said)"
        }
    }

    private static func excerpt(_ body: Data) -> String {
        String(decoding: body.prefix(120), as: UTF8.self)
            .filter { $0.isASCII ? $0 >= " " && $0 != "\u{7f}" : true }
    }
}
