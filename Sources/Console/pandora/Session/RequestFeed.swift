import Console
import FoundationEssentials
import PipelineAPI
import PipelineClient

/// Delivers the client's request records to the console.
enum RequestFeed {
    /// The most records that wait to be drawn; older ones are dropped.
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
            requestID: record.requestID,
            scheduleZone: record.scheduleZone
        )
    }
}
