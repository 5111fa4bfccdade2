/// Waits for a condition; throws when it was not met at any of the looks that `seconds` allow.
///
/// The bound counts looks, 20 ms apart: on a busy machine a test may stand still between two looks for longer than any time.
package func eventually(
    _ what: String,
    within seconds: Double = 20,
    _ isMet: () async throws -> Bool
) async throws {
    for _ in 0..<Int(seconds * 50) {
        if try await isMet() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw NeverHappened(what: what)
}

/// A condition that a test waited for in vain.
package struct NeverHappened: Error, CustomStringConvertible {
    let what: String

    package var description: String { "it never happens that \(what)" }
}
