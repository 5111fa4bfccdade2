/// How many steps run at a time, and how long one may take.
package struct StreamLimits: Equatable, Sendable {
    /// The maximum number of concurrent steps of transforms, and the same number of exports, at least 1; with one,
    /// a slow task holds up the others until its limit.
    package var parallel: Int
    /// Seconds that a step may take; `nil` for ten intervals of its task, at least 60.
    package var seconds: Double?

    package init(parallel: Int, seconds: Double? = nil) {
        self.parallel = parallel
        self.seconds = seconds
    }

    /// The maximum number of concurrent steps of slow tasks, of each kind.
    var parallelSlow: Int { max(1, parallel / 2) }

    /// Returns the seconds that a step may take.
    func seconds(of work: StreamWork) -> Double {
        seconds ?? max(60, 10 * work.interval)
    }

    /// Returns what is said of a step that was ended at its limit.
    func message(after limit: Double, of work: StreamWork) -> String {
        let took = "the step took longer than \(limit.seconds) s and was ended: "
        let longer =
            seconds == nil && limit > 60
            ? "give it a longer interval, or start" : "or start"
        return switch work {
        case .transform:
            took + "let the code compute less, \(longer) the service with a longer --step-limit"
        case .export:
            took + "see whether the destination answers, "
                + "\(longer) the service with a longer --step-limit"
        }
    }
}

/// Why a step is ended before it has its result.
enum StepEnd: Equatable, Sendable {
    /// Its task was changed, deleted or stopped.
    case changed
    case tooLong(seconds: Double)
}

extension Double {
    /// The number of seconds without a fraction that says nothing: `60`, `0.5`.
    var seconds: String {
        self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(self)
    }
}
