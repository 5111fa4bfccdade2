package import PipelineAPI

package import struct FoundationEssentials.Date

/// The durable record of which objects exports have written, and of the placements that are under way.
///
/// **Invariant:** a key has one owner, the source that wrote it last. Every function is one transaction; a
/// failure of the store itself is thrown as `E9000`.
package protocol WrittenKeys: Sendable {
    /// Returns the keys that the question is about, ordered by key.
    func writtenKeys(_ question: WrittenKeyQuery) async throws(APIError) -> [WrittenKey]
    /// Stores what a placement is about to change.
    func begin(_ placement: Placement) async throws(APIError)
    /// Makes the placement's source the owner of what it put, ends the run that ends with it, and forgets the
    /// placement; also in a task that is cancelled.
    ///
    /// Throws ``Placement/stopped`` and changes nothing where that run is not Running any more.
    func complete(_ placement: Placement) async throws(APIError)
    /// Forgets a placement that has changed nothing; also in a task that is cancelled.
    func takeBack(_ placement: Placement) async throws(APIError)
    /// Returns the placements that have begun and are neither complete nor taken back.
    func unfinishedPlacements() async throws(APIError) -> [Placement]
    /// Forgets what a source has written; nobody owns it then.
    func forgetWrittenKeys(of source: String) async throws(APIError)
}

/// An object or a file that an export has written.
package struct WrittenKey: Codable, Equatable, Sendable {
    /// A part of a file that grows run by run.
    package struct Piece: Codable, Equatable, Sendable {
        /// The run that wrote it; `nil` for the file's header.
        package var run: Int64?
        package var bytes: Int

        package init(run: Int64?, bytes: Int) {
            self.run = run
            self.bytes = bytes
        }
    }

    /// The path in the data directory, `buckets/BUCKET/KEY` or `hdfs/PATH`, or what stands for one in a store.
    package var key: String
    package var source: String
    /// The path of the export's file or folder of files, from which `key` was derived.
    package var target: String
    /// The run that wrote the object last: a job's run id, or the position before a delivery of points.
    package var run: Int64
    /// The parts of the object in their order; empty where nothing can be added to it.
    package var pieces: [Piece]
    package var writtenAt: Date

    package init(
        key: String,
        source: String,
        target: String,
        run: Int64,
        pieces: [Piece] = [],
        writtenAt: Date
    ) {
        self.key = key
        self.source = source
        self.target = target
        self.run = run
        self.pieces = pieces
        self.writtenAt = writtenAt
    }

    /// Whether the object contains what the run wrote.
    package func holds(_ run: Int64) -> Bool {
        self.run == run || pieces.contains { $0.run == run }
    }
}

/// A question for the keys of a source that one of these holds for.
package struct WrittenKeyQuery: Equatable, Sendable {
    package var source: String
    /// They were derived from this target.
    package var target: String?
    /// They contain what this run wrote.
    package var run: Int64
    /// They were written before this time.
    package var before: Date?

    package init(source: String, target: String?, run: Int64, before: Date?) {
        self.source = source
        self.target = target
        self.run = run
        self.before = before
    }

    package func contains(_ key: WrittenKey) -> Bool {
        guard key.source == source else { return false }
        return key.target == target || key.holds(run) || before.map { key.writtenAt < $0 } ?? false
    }
}

/// The change of a source's objects by one delivery: it happens whole or not at all, also across a crash.
package struct Placement: Codable, Equatable, Sendable {
    /// An object that is put in its place.
    package struct Put: Codable, Equatable, Sendable {
        /// The number of its file in the placement's directory.
        package var number: Int
        package var written: WrittenKey
        /// Whether an object is there, which it replaces.
        package var isReplacing: Bool

        package init(number: Int, written: WrittenKey, isReplacing: Bool) {
            self.number = number
            self.written = written
            self.isReplacing = isReplacing
        }
    }

    /// An object that is removed.
    package struct Removal: Codable, Equatable, Sendable {
        package var number: Int
        package var key: String

        package init(number: Int, key: String) {
            self.number = number
            self.key = key
        }
    }

    /// The name of the placement's own directory.
    package var id: String
    package var source: String
    package var puts: [Put]
    package var removals: [Removal]
    /// The record of the run that ends with this placement, in the same transaction; `nil` where none does.
    package var ending: RunRecord?

    package init(
        id: String,
        source: String,
        puts: [Put],
        removals: [Removal],
        ending: RunRecord? = nil
    ) {
        self.id = id
        self.source = source
        self.puts = puts
        self.removals = removals
        self.ending = ending
    }

    package var isEmpty: Bool { puts.isEmpty && removals.isEmpty }

    /// Why a placement whose run was stopped is not completed.
    package static let stopped = APIError(.internalError, "the run was stopped")
}
