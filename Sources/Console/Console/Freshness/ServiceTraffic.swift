package import PipelineAPI

package import struct FoundationEssentials.Date

/// The state of the link to the service, and the past and the next requests.
package struct ServiceTraffic: Equatable, Sendable {
    package private(set) var link = Link.connecting
    /// Whether the user has stopped polling.
    package var isPaused = false
    package private(set) var journal = RequestJournal()
    /// The next requests; updated only while the screen of requests is shown.
    package var forecast: [PollForecast] = []
    private var latency = LatencyMeter()

    package init() {}

    /// Sets the state of the link; the response time is smoothed, since each change of it is repainted.
    mutating func receive(_ link: Link) {
        guard case .live(let milliseconds) = link else {
            self.link = link
            return
        }
        latency.note(milliseconds: milliseconds)
        self.link = .live(milliseconds: latency.shown)
    }

    mutating func append(_ entry: RequestEntry) { journal.append(entry) }
}

/// Whether the service answers.
package enum Link: Equatable, Sendable {
    case connecting
    /// The last answer took this long, in milliseconds.
    case live(milliseconds: Int)
    /// Nothing is reached, or the keys are refused.
    case offline(APIError, nextTry: Date?)
    /// Several requests in a row have failed, whatever they were: the service or what is between is not well.
    case failing(APIError, nextTry: Date?)

    /// Why nothing can be shown anew; `nil` while the service answers, or before it has.
    package var error: APIError? {
        switch self {
        case .connecting, .live: nil
        case .offline(let error, _), .failing(let error, _): error
        }
    }
}
