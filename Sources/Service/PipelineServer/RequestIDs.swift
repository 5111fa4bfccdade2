import FoundationEssentials
import Synchronization

/// Makes request ids as this API's services do: 12 bytes in URL-safe base64, 16 characters.
///
/// Process id (4 bytes), Unix seconds (4), a counter (4): unique within a service, and a keeper can read
/// from one when it was made.
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
