package import PipelineAPI

package import struct FoundationEssentials.Date

/// A run, as it is stored.
///
/// **Invariant:** `batchTime` and `runId` never change; a rerun overwrites the times, the status and the
/// message, and raises `rerunCount`.
package struct RunRecord: Codable, Equatable, Sendable {
    package var job: String
    /// The identity of the job: a job that is created again begins its own runs with 1.
    package var jobIdentity: Int64
    package var runId: Int
    package var batchTime: Date
    package var status: RunStatus
    package var startTime: Date?
    package var endTime: Date?
    package var message: String
    package var rerunCount: Int
    /// The values of the start's parameters, by name; a rerun uses them again.
    package var parameters: [String: String]
    /// The child process that computes the run while it is Running.
    package var child: EngineProcess?

    package init(
        job: String,
        jobIdentity: Int64 = 0,
        runId: Int,
        batchTime: Date,
        status: RunStatus = .ready,
        startTime: Date? = nil,
        endTime: Date? = nil,
        message: String = "",
        rerunCount: Int = 0,
        parameters: [String: String] = [:],
        child: EngineProcess? = nil
    ) {
        self.job = job
        self.jobIdentity = jobIdentity
        self.runId = runId
        self.batchTime = batchTime
        self.status = status
        self.startTime = startTime
        self.endTime = endTime
        self.message = message
        self.rerunCount = rerunCount
        self.parameters = parameters
        self.child = child
    }

    /// Returns the run as the API represents it; one that has not ended has `now` as its end.
    package func run(at now: Date) -> Run {
        let end = endTime ?? (startTime == nil ? nil : now)
        let seconds = startTime.flatMap { start in
            end.map { max(0, Int($0.timeIntervalSince(start).rounded())) }
        }
        return Run(
            runId: runId,
            batchTime: Timestamp(batchTime),
            startTime: startTime.map(Timestamp.init),
            endTime: end.map(Timestamp.init),
            duration: seconds,
            status: status,
            message: message
        )
    }
}

/// The identity of the process that computes a run; a later process with the same number has another.
package struct EngineProcess: Codable, Equatable, Hashable, Sendable {
    /// Its process id, which is its process group's id too.
    package var processID: Int32
    /// When the kernel started it, in clock ticks since boot (field 22 of `/proc/PID/stat`).
    package var startTicks: UInt64

    package init(processID: Int32, startTicks: UInt64) {
        self.processID = processID
        self.startTicks = startTicks
    }
}
