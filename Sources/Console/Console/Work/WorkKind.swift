/// A kind of work that goes on for longer than a session may live; one of each goes on at a time.
package enum WorkKind: String, CaseIterable, Hashable, Sendable {
    /// Reruns with what is downstream of them.
    case repair
    case backfill

    /// The one-shot command that begins it and goes on with it.
    package var command: String { rawValue }
}
