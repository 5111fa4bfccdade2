import PipelineAPI

/// Adds to the error of a change that the change may have been made nevertheless.
///
/// Such a call is never retried, so the user must look and decide.
enum LostAnswer {
    /// Failures after which the client does not know whether the service acted.
    private static let codes: Set<ErrorCode> = [
        .timedOut, .connectionLost, .cancelled, .serverFault, .unreadable,
    ]

    static func telling(_ error: APIError, _ context: CallContext) -> APIError {
        guard !context.isReadOnly, codes.contains(error.code) else { return error }
        var error = error
        error.message +=
            "; whether the service did it is not known: look before trying again"
        return error
    }
}
