import PipelineAPI
import PipelineSigning

import struct FoundationEssentials.Date

/// Compares the two machines' clocks after a 401, since a wrong clock is its most common cause.
struct ClockComparison {
    /// Returns the answer's `Date`.
    private let there: Date?
    private let here: Date

    init(response: WireResponse, now: Date) {
        there = response.headers["Date"].flatMap(HTTPDate.date(from:))
        here = now
    }

    /// Returns the message of a 401; `said` is the service's message in brackets, or empty.
    func words(saying said: String) -> String {
        guard let there else {
            return "the key was refused, or this machine's clock is off\(said): check both"
        }
        let times =
            "the service says it is \(HTTPDate.text(of: there)), here it is \(HTTPDate.text(of: here))"
        let isOff = abs(there.timeIntervalSince(here)) > Double(RequestVerifier.widestSkew)
        return isOff
            ? "the request was refused because this machine's clock is off\(said): \(times): set the clock"
            : "the key was refused\(said): check the access key and its secret; the clocks agree: \(times)"
    }
}
