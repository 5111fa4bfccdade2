package import PipelineAPI

package import struct FoundationEssentials.Data

/// The place where long work is kept between sessions: one for a profile, and one process at a time has it.
package struct WorkPlace: Sendable {
    package typealias Failure = APIError

    /// Returns what a process has left there; `nil` where there is nothing, or a process is still at it.
    package var find: @Sendable () -> Data?
    /// Takes the place; throws where another process has it.
    package var take: @Sendable () throws(Failure) -> Void
    /// Replaces what is kept, at once and for good.
    package var keep: @Sendable (Data) throws(Failure) -> Void
    /// Gives the place up; what is kept there is removed where the work is over.
    package var leave: @Sendable (_ isOver: Bool) -> Void

    package init(
        find: @escaping @Sendable () -> Data?,
        take: @escaping @Sendable () throws(Failure) -> Void,
        keep: @escaping @Sendable (Data) throws(Failure) -> Void,
        leave: @escaping @Sendable (_ isOver: Bool) -> Void
    ) {
        self.find = find
        self.take = take
        self.keep = keep
        self.leave = leave
    }

    /// Keeps nothing.
    package static let none = WorkPlace(
        find: { nil },
        take: {},
        keep: { _ in },
        leave: { _ in }
    )
}
