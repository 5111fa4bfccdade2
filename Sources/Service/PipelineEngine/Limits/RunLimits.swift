/// How many runs there are at a time, and how long one may take.
package struct RunLimits: Equatable, Sendable {
    /// The maximum number of concurrent runs, at least 1.
    package var parallel: Int
    /// Seconds that a run may take; `nil` for any time.
    package var seconds: Double?

    package init(parallel: Int, seconds: Double? = nil) {
        self.parallel = parallel
        self.seconds = seconds
    }
}

/// Why a run is ended before it has its result.
enum RunEnd: Equatable, Sendable {
    case requested
    case tooLong(seconds: Double)
}
