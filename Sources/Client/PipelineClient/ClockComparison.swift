import PipelineAPI
import PipelineSigning

import struct FoundationEssentials.Date

/// Explains a 401 with the two clocks: a wrong one is the commonest reason for it.
struct ClockComparison {
    /// The date the answer carries.
    private let there: Date?
    private let here: Date

    init(response: WireResponse, now: Date) {
        there = response.headers["Date"].flatMap(HTTPDate.date(from:))
        here = now
    }

    /// `said` is what the service said, in brackets, or nothing.
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
