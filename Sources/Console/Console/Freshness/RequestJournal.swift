package import FoundationEssentials
import Statistics

/// One request to the service and how it ended, as the screen says it.
package struct RequestEntry: Equatable, Sendable {
    package let time: Date
    /// The call's name, such as `ListRuns`.
    package let call: String
    package let path: String
    /// The HTTP status; `nil` where there was no answer.
    package let status: Int?
    /// Why there was none.
    package let failure: String?
    package let milliseconds: Double
    /// Of the answer's body.
    package let bytes: Int
    package let requestID: String?
    /// The zone of schedules as the answer announces it.
    package let scheduleZone: String?

    package init(
        time: Date,
        call: String,
        path: String,
        status: Int?,
        failure: String?,
        milliseconds: Double,
        bytes: Int,
        requestID: String?,
        scheduleZone: String? = nil
    ) {
        self.time = time
        self.call = call
        self.path = path
        self.status = status
        self.failure = failure
        self.milliseconds = milliseconds
        self.bytes = bytes
        self.requestID = requestID
        self.scheduleZone = scheduleZone
    }

    package var isRefused: Bool { failure != nil || (status ?? 200) >= 400 }
}

/// The latest requests, and what they cost; bounded, so that a console may stay open for weeks.
package struct RequestJournal: Equatable, Sendable {
    /// The latest last.
    package private(set) var entries: [RequestEntry] = []
    package private(set) var total = 0
    package private(set) var refused = 0

    package static let most = 600

    package init() {}

    package mutating func append(_ entry: RequestEntry) {
        entries.append(entry)
        total += 1
        if entry.isRefused { refused += 1 }
        // In blocks, since taking one off the front moves all the others.
        if entries.count >= Self.most + 100 { entries.removeFirst(entries.count - Self.most) }
    }

    /// What one call costs: how often it was sent in the last minute, how long it took.
    package struct Cost: Equatable, Sendable {
        package let call: String
        package let perMinute: Int
        /// Milliseconds, of all that are kept.
        package let median: Double
        package let p99: Double
        package let refused: Int
    }

    /// By call, the most frequent first.
    package func costs(at now: Date) -> [Cost] {
        Dictionary(grouping: entries, by: \.call).map { call, entries in
            let times = Percentiles(entries.map(\.milliseconds))
            return Cost(
                call: call,
                perMinute: entries.count { now.timeIntervalSince($0.time) <= 60 },
                median: times.median ?? 0,
                p99: times[99] ?? 0,
                refused: entries.count(where: \.isRefused)
            )
        }.sorted { ($1.perMinute, $0.call) < ($0.perMinute, $1.call) }
    }

    /// Requests of the last minute.
    package func perMinute(at now: Date) -> Int {
        entries.reversed().prefix { now.timeIntervalSince($0.time) <= 60 }.count
    }

    /// Returns a percentile of the milliseconds of all entries kept; `nil` before the first.
    package func latency(_ percent: Int) -> Double? {
        Percentiles(entries.map(\.milliseconds))[percent]
    }
}

/// What the scheduler is going to ask, and why then.
package struct PollForecast: Equatable, Sendable {
    package let key: PollKey
    /// `in 4 s: every 10 s`.
    package let reason: String

    package init(key: PollKey, reason: String) {
        self.key = key
        self.reason = reason
    }
}
