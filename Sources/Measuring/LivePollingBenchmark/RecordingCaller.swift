import PipelineAPI
import Synchronization

import struct FoundationEssentials.Date

/// Sends the console's requests and records the time of each answer.
final class RecordingCaller: APICaller {
    struct Note: Sendable {
        var asked: Date
        var arrived: Date
        /// The request's text, the same each time it is sent.
        var question: String
        /// The job whose runs are requested, if any.
        var job: String?
        /// Whether more than the newest run is requested, as for a row in sight.
        var isWhole = false
        var runs: [Run] = []
        /// Whether the exports of one job are requested, for the aggregate list of exports.
        var isOfExports = false
    }

    private let api: any APICaller
    private let now: @Sendable () -> Date
    private let kept = Mutex((notes: [Note](), failures: 0))

    init(_ api: any APICaller, now: @escaping @Sendable () -> Date) {
        self.api = api
        self.now = now
    }

    var notes: [Note] { kept.withLock { $0.notes } }
    var failures: Int { kept.withLock { $0.failures } }

    func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        let asked = now()
        do throws(APIError) {
            let output = try await api.send(call)
            var note = Note(asked: asked, arrived: now(), question: "\(call)")
            note.isOfExports = call is ListJobExports
            if let call = call as? ListRuns, let output = output as? ListRuns.Output {
                note.job = call.job.description
                note.isWhole = call.runId == nil
                note.runs = output.history
            }
            kept.withLock { $0.notes.append(note) }
            return output
        } catch {
            kept.withLock { $0.failures += 1 }
            throw error
        }
    }
}
