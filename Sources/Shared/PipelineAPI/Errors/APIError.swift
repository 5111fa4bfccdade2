/// The error of both sides of the API: a code, a message, and the id of the request.
///
/// The message says what failed with the value in quotes, then what to do; it is shown whole.
package struct APIError: Error, Equatable, Sendable {
    package var code: ErrorCode
    package var message: String
    /// The answer's `X-Reqid`, for questions to the service's operators; `nil` without an answer.
    package var requestID: String?
    /// The pause the service asked for (`Retry-After`), in seconds.
    package var retryAfter: Int?

    package init(
        _ code: ErrorCode,
        _ message: String,
        requestID: String? = nil,
        retryAfter: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.requestID = requestID
        self.retryAfter = retryAfter
    }

    /// The text of the `error` member of an answer: clients look for the code at its very start.
    package var wireText: String {
        code == .unauthorized ? "bad token" : "\(code): \(message)"
    }
}

extension APIError: CustomStringConvertible {
    /// Code, message and request id in one line, for logs and scripts.
    package var description: String {
        let head = code.isFromService ? "\(code): \(message)" : message
        return requestID.map { "\(head) (X-Reqid \($0))" } ?? head
    }
}

/// The body of a refused request.
package struct ErrorBody: Codable, Equatable, Sendable {
    package var error: String

    package init(error: String) {
        self.error = error
    }
}
