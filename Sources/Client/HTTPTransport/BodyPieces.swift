import FoundationEssentials
import NIOCore

/// A request body in pieces, which reports how many bytes were sent.
struct BodyPieces: AsyncSequence, Sendable {
    let body: Data
    let progress: @Sendable (Int) -> Void

    private static let size = 64 * 1024

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let pieces: BodyPieces
        fileprivate var taken = 0

        mutating func next() async -> ByteBuffer? {
            pieces.progress(taken)
            guard taken < pieces.body.count else { return nil }
            let end = Swift.min(taken + BodyPieces.size, pieces.body.count)
            let start = pieces.body.startIndex
            defer { taken = end }
            return ByteBuffer(bytes: pieces.body[(start + taken)..<(start + end)])
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: self) }
}
