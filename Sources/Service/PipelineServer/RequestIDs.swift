import FoundationEssentials
import Synchronization

/// Generates request ids as this API's services do: 12 bytes in URL-safe base64, 16 characters.
///
/// The bytes are the process id (4 bytes), the Unix time in seconds (4) and a counter (4): ids are unique
/// within a service and contain their time.
final class RequestIDs: Sendable {
    private let process: UInt32
    private let counter = Atomic<UInt32>(0)

    init(process: Int32) {
        self.process = UInt32(bitPattern: process)
    }

    func next(at date: Date) -> String {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        let seconds = UInt32(truncatingIfNeeded: Int64(date.timeIntervalSince1970))
        let bytes = [process, seconds, number].flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
        return String(
            Data(bytes).base64EncodedString().map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
        )
    }
}
