package import Logging

/// Logs a line for each request, without bodies, keys or signatures.
package struct RequestLog: Sendable {
    private let logger: Logger

    package init(logger: Logger) {
        self.logger = logger
    }

    /// Logs answers at level trace and failures at level debug.
    package func write(_ record: RequestRecord) {
        var metadata: Logger.Metadata = [
            LogKey.call: "\(record.call)", LogKey.path: "\(record.path)",
            LogKey.duration: "\(record.duration)",
        ]
        metadata[LogKey.request] = record.requestID.map { "\($0)" }
        if let failure = record.failure {
            metadata[LogKey.error] = "\(failure)"
            logger.debug("failed", metadata: metadata)
        } else {
            metadata[LogKey.status] = record.status.map { "\($0)" }
            metadata[LogKey.bytes] = "\(record.bytesReceived)"
            logger.trace("answered", metadata: metadata)
        }
    }
}
