package import FoundationEssentials
package import PipelineAPI
import PipelineSigning

/// Reads answers: only status 200 is a success, any other becomes an error with the service's message.
package enum AnswerReader {
    package static func output<Call: APICall>(
        of call: Call.Type,
        from response: WireResponse,
        at now: Date
    ) throws(APIError) -> Call.Output {
        if let refusal = refusal(of: response, at: now) { throw refusal }
        if let nothing = Nothing() as? Call.Output, !isPage(response) { return nothing }
        do throws(APIError) {
            return try JSONCoding.decode(Call.Output.self, from: response.body)
        } catch {
            throw APIError(
                .unreadable,
                "cannot read the answer to \(Call.name), \(problem(of: response.body, error))",
                requestID: response.headers[WireResponse.requestIDField]
            )
        }
    }

    /// Whether it says that it is a page, as the login of a network does which answers in the service's place.
    private static func isPage(_ response: WireResponse) -> Bool {
        response.headers["Content-Type"]?.lowercased().hasPrefix("text/html") == true
    }

    /// Returns what is wrong with an answer; one that is no JSON comes from something else than the service.
    private static func problem(of body: Data, _ error: APIError) -> String {
        let excerpt = Excerpt.text(of: body)
        let advice =
            "check that the endpoint is a pipeline service and no other server answers for it"
        if body.isEmpty { return "which is empty: \(advice)" }
        guard (try? JSONCoding.decode(JSONValue.self, from: body)) != nil else {
            return "which is no JSON and begins with '\(excerpt)': \(advice)"
        }
        let place = error.message.split(separator: ":", maxSplits: 1).first ?? ""
        return "which begins with '\(excerpt)': \(place): \(advice)"
    }

    /// Returns the error that an answer stands for; `nil` for a success.
    static func refusal(of response: WireResponse, at now: Date) -> APIError? {
        guard response.status != 200 else { return nil }
        let said = errorText(of: response.body)
        let coded = split(said)
        return APIError(
            coded?.code ?? code(of: response.status),
            coded?.message ?? words(for: response, said, at: now),
            requestID: response.headers[WireResponse.requestIDField],
            retryAfter: response.headers["Retry-After"].flatMap { seconds(in: $0, at: now) }
        )
    }

    /// Returns the service's whole message, or the beginning of a body that is not in this API's form.
    private static func errorText(of body: Data) -> String {
        let answer = try? JSONDecoder().decode(ErrorBody.self, from: body)
        let text = answer?.error ?? Excerpt.text(of: body)
        return ["{}", "[]", "null"].contains(text) ? "" : text
    }

    /// Returns code and text of `E18102: text`; `nil` for a message that does not begin with a code.
    static func split(_ text: String) -> (code: ErrorCode, message: String)? {
        guard let colon = text.firstIndex(of: ":"), text.first == "E" else { return nil }
        let digits = text[..<colon].dropFirst()
        guard (3...6).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) })
        else { return nil }
        let message = text[colon...].dropFirst().drop { $0 == " " }
        return (ErrorCode("E" + digits), String(message))
    }

    /// Returns `Retry-After`, in either of its forms, as whole seconds from now.
    static func seconds(in text: String, at now: Date) -> Int? {
        if let seconds = Int(text) { return max(0, seconds) }
        guard let date = HTTPDate.date(from: text) else { return nil }
        return max(0, Int(date.timeIntervalSince(now).rounded(.up)))
    }

    private static func target(of response: WireResponse) -> String {
        response.headers["Location"].map {
            " and leads to '\(Excerpt.text(of: Data($0.utf8)))'"
        } ?? ""
    }

    private static func code(of status: Int) -> ErrorCode {
        switch status {
        case 401: .unauthorized
        case 429: .tooManyRequests
        case 500...599: .serverFault
        default: ErrorCode("status-\(status)")
        }
    }

    private static func words(
        for response: WireResponse,
        _ said: String,
        at now: Date
    ) -> String {
        let pause = response.headers["Retry-After"].flatMap { seconds(in: $0, at: now) }
            .flatMap { $0 > 0 ? $0 : nil }
        let quoted = said.isEmpty ? "" : " ('\(said)')"
        return switch response.status {
        case 401: ClockComparison(response: response, now: now).words(saying: quoted)
        case 429:
            "the service asks for fewer requests\(quoted): \(pause.map { "wait \($0) s" } ?? "wait a little")"
        case 500...599:
            "the service failed with status \(response.status)\(quoted): try again in \(pause.map { "\($0) s" } ?? "a while")"
        case 300...399:
            "the service answered status \(response.status)\(quoted)\(target(of: response)): "
                + "check that the endpoint is a pipeline service"
        default:
            "the service answered status \(response.status)\(quoted): "
                + "check that the endpoint is a pipeline service"
        }
    }
}
