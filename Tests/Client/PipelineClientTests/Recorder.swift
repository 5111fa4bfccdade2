import Logging
import PipelineAPI
import PipelineClient
import Synchronization

/// What happened, line by line, in the order it did.
final class Journal: Sendable {
    private let written = Mutex<[String]>([])

    var lines: [String] { written.withLock { $0 } }

    func write(_ line: String) { written.withLock { $0.append(line) } }
}

/// A layer that changes nothing and writes down what passes it.
struct Recorder: Middleware {
    let name: String
    let journal: Journal

    func handle(
        _ request: WireRequest,
        _ context: CallContext,
        next: Next
    ) async throws(APIError) -> WireResponse {
        journal.write("\(name) asks \(context.name)")
        let response = try await next(request)
        journal.write("\(name) answers")
        return response
    }
}

/// Keeps what is logged, whole.
struct JournalLogHandler: LogHandler {
    let journal: Journal
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }
        journal.write(
            ([event.level.rawValue, event.message.description] + fields).joined(separator: " ")
        )
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func writing(to journal: Journal) -> Logger {
        var logger = Logger(label: "test") { _ in JournalLogHandler(journal: journal) }
        logger.logLevel = .trace
        return logger
    }
}
