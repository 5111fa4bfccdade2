import PipelineEngine

import struct FoundationEssentials.Date

/// Gives each point a time of its own, in nanoseconds: that of its data, in milliseconds, and a number below them.
///
/// Points with the same series, tags and time are one point to a store of time series: the later replaces the earlier.
/// The number keeps those apart that are different records, and is the same each time a record is delivered, so that a
/// repetition replaces the point and adds none. Of points it follows from the place in the repo; of a run's rows, whose
/// order is not always the same, it counts those with equal tags and time.
struct PointTimes {
    private static let nanoseconds: Int64 = 1_000_000
    /// The place of the next point, and where the sender's places begin; `nil` for a run's rows.
    private var place: Int64?
    private var seen: [Int: Int64] = [:]

    init(_ delivery: Delivery) {
        guard delivery.run == nil else { return }
        // Exports into one series begin at places of their own.
        place = PointTimes.start(of: delivery.source) + Int64(delivery.firstNumber)
    }

    /// Returns the time of the next record, in nanoseconds since 1970; `nil` for one that 64 bits have no room for.
    ///
    /// It must be asked for each record in its order, also for those that are left out.
    mutating func next(_ parts: SeriesPoint.Parts?) -> Int64? {
        defer { place? += 1 }
        guard let parts else { return nil }
        let milliseconds = (parts.time.timeIntervalSince1970 * 1000).rounded(.down)
        guard abs(milliseconds) < 9_200_000_000_000 else { return nil }
        let number: Int64
        if let place {
            number = place % PointTimes.nanoseconds
        } else {
            var hasher = StableHash()
            hasher.add("\(milliseconds)")
            for (key, value) in parts.tags.sorted(by: { $0.key < $1.key }) {
                hasher.add(key)
                hasher.add(DocumentOrder.text(value))
            }
            number = seen[hasher.value, default: 0] % PointTimes.nanoseconds
            seen[hasher.value, default: 0] += 1
        }
        return Int64(milliseconds) * PointTimes.nanoseconds + number
    }

    private static func start(of source: String) -> Int64 {
        var hasher = StableHash()
        hasher.add(source)
        return Int64(hasher.value.magnitude % UInt(nanoseconds))
    }
}

/// A hash that is the same in every process (FNV-1a).
private struct StableHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    var value: Int { Int(bitPattern: UInt(state)) }

    /// The zero byte at the end keeps the texts apart.
    mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
        add(0)
    }

    private mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}
