package import FoundationEssentials

/// The hours that the night shows, and the time under its cursor.
///
/// A sixth of the width lies ahead of now. The window and the cursor follow the clock until the user moves them.
package struct NightWindow: Equatable, Sendable {
    /// The hours of the whole width that one can zoom through.
    static let lengths = [1, 3, 6, 12, 24, 72, 168]
    /// How far one key moves the cursor, as a part of the width.
    private static let steps = 60.0
    /// The farthest that the cursor goes from now, in seconds: a month.
    private static let farthest = 31 * 86_400.0

    private var zoom = 3
    /// The end of the window, once it was moved.
    private var movedEnd: Date?
    /// The time under the cursor; `nil` until it was moved.
    package private(set) var cursor: Date?
    /// Whether runs are placed at their batch time, instead of when they ran.
    package private(set) var isByBatchTime = false

    package init() {}

    package var hours: Int { Self.lengths[zoom] }
    private var seconds: Double { Double(hours) * 3600 }

    func end(at now: Date) -> Date { movedEnd ?? now.addingTimeInterval(seconds / 6) }

    func start(at now: Date) -> Date { end(at: now).addingTimeInterval(-seconds) }

    /// Shows fewer hours, or more with a negative number of steps; the cursor stays in sight.
    mutating func zoomIn(by distance: Int, at now: Date) {
        zoom = min(max(0, zoom - distance), Self.lengths.count - 1)
        guard let cursor, movedEnd != nil else { return reveal(at: now) }
        movedEnd = cursor.addingTimeInterval(seconds / 2)
    }

    /// Moves the cursor by steps; the window moves when the cursor leaves it.
    mutating func move(by distance: Int, at now: Date) {
        let step = seconds / Self.steps
        let wanted = (cursor ?? now).addingTimeInterval(Double(distance) * step)
        cursor = min(
            max(wanted, now.addingTimeInterval(-Self.farthest)),
            now.addingTimeInterval(Self.farthest)
        )
        reveal(at: now)
    }

    private mutating func reveal(at now: Date) {
        guard let cursor else { return }
        if cursor < start(at: now) { movedEnd = cursor.addingTimeInterval(seconds * 3 / 4) }
        if cursor >= end(at: now) { movedEnd = cursor.addingTimeInterval(seconds / 4) }
    }

    mutating func toggleBatchTime() { isByBatchTime.toggle() }

    /// Follows the clock again.
    mutating func reset() {
        movedEnd = nil
        cursor = nil
    }
}
