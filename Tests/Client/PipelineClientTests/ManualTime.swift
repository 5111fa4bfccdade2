import FoundationEssentials
import PipelineClient
import Synchronization

/// Clocks that only move when somebody sleeps by them.
final class ManualTime: Sendable {
    static let start = Date(timeIntervalSince1970: 1_479_197_551)

    private let slept = Mutex<[Duration]>([])
    private let breaksSleep: Bool

    /// - Parameter breaksSleep: whether every sleep ends at once, as one that is cancelled does.
    init(breaksSleep: Bool = false) {
        self.breaksSleep = breaksSleep
    }

    var sleeps: [Duration] { slept.withLock { $0 } }
    var elapsed: Duration { sleeps.reduce(.zero, +) }

    var time: ClientTime {
        ClientTime(
            now: { Self.start + self.elapsed / .seconds(1) },
            elapsed: { self.elapsed },
            sleep: { duration in
                if self.breaksSleep { throw CancellationError() }
                self.slept.withLock { $0.append(duration) }
            }
        )
    }
}
