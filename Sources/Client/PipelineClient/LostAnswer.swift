import PipelineAPI

/// Adds to an error of a change that it may have been made all the same.
///
/// Such a call is never sent again by itself, so whoever asked for it must look and decide.
enum LostAnswer {
    /// Failures after which nobody on this side knows what the service did.
    private static let codes: Set<ErrorCode> = [
        .timedOut, .connectionLost, .cancelled, .serverFault,
    ]

    static func telling(_ error: APIError, _ context: CallContext) -> APIError {
        guard !context.isReadOnly, codes.contains(error.code) else { return error }
        var error = error
        error.message +=
            "; it is not known whether \(context.name) was done: look before trying again"
        return error
    }
}
