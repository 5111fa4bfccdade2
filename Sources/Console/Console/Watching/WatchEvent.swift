package import PipelineAPI

/// A change that matters to those on call, as a line of JSON says it.
package struct WatchEvent: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case runStarted = "run-started"
        case runSucceeded = "run-succeeded"
        case runFailed = "run-failed"
        case runCanceled = "run-canceled"
        case jobLate = "job-late"
        case streamFailing = "stream-failing"
        case streamRecovered = "stream-recovered"
        case definitionCreated = "definition-created"
        case definitionChanged = "definition-changed"
        case definitionDeleted = "definition-deleted"
        case linkLost = "link-lost"
        case linkBack = "link-back"
    }

    package let event: Kind
    /// When it was seen.
    package let time: Timestamp
    package let profile: String
    package var job: String?
    package var run: Int?
    package var batchTime: Timestamp?
    /// Seconds: of an ended run its duration, of a late job how late it is.
    package var seconds: Int?
    /// What a run, a transform, an export or the link failed with.
    package var message: String?
    /// What is not a job: `transform`, `export`, or a kind of definition.
    package var kind: String?
    /// The repo or job that holds it.
    package var container: String?
    package var name: String?

    /// What the environment of a program that is run for the event says of it.
    package var environment: [String: String] {
        let values = [
            "EVENT": event.rawValue, "PROFILE": profile, "JOB": job, "RUN": run.map(String.init),
            "MESSAGE": message, "KIND": kind, "CONTAINER": container, "NAME": name,
        ]
        return values.reduce(into: [:]) { result, member in
            if let value = member.value { result["PANDORA_" + member.key] = value }
        }
    }
}
