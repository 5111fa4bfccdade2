import Console
import FoundationEssentials
import PipelineAPI
import PipelineClient

/// Hands what the client sees of its requests to the console.
enum RequestFeed {
    /// Of more than so many that wait to be drawn, the oldest go.
    private static let most = 256

    static func make() -> (AsyncStream<RequestEntry>, ObservingMiddleware.Observer) {
        let (entries, continuation) = AsyncStream.makeStream(
            of: RequestEntry.self,
            bufferingPolicy: .bufferingNewest(most)
        )
        return (entries, { continuation.yield(entry(of: $0)) })
    }

    private static func entry(of record: RequestRecord) -> RequestEntry {
        RequestEntry(
            time: Date(),
            call: record.call,
            path: record.path,
            status: record.status,
            failure: record.failure.map { "\($0.code)" },
            milliseconds: record.duration / .milliseconds(1),
            bytes: record.bytesReceived,
            requestID: record.requestID
        )
    }
}
