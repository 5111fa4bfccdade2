package import struct FoundationEssentials.Data

/// Lines of a file that are posted together.
package struct LineBatch: Equatable, Sendable {
    /// Whole lines, each with its end; lines that hold nothing are kept, so that numbers stay true.
    package var text = Data()
    /// Of the file, from 1.
    package var firstLine: Int
    package var lineCount = 0
    /// Lines that hold a point.
    package var pointCount = 0

    package var lastLine: Int { firstLine + lineCount - 1 }
}

/// Collects lines into batches: a value that neither reads nor sends.
///
/// **Invariant:** every line is in exactly one batch, in its order; no batch is larger than the limits,
/// except that a line alone may be, which is the caller's to refuse.
package struct PointBatcher: Sendable {
    private let mostBytes: Int
    private let mostPoints: Int
    private var current = LineBatch(firstLine: 1)

    package init(mostBytes: Int, mostPoints: Int) {
        self.mostBytes = mostBytes
        self.mostPoints = mostPoints
    }

    /// The first of the lines that wait for a batch to be whole.
    package var firstWaiting: Int { current.firstLine }
    /// The number the next line has.
    package var nextLine: Int { current.firstLine + current.lineCount }

    /// Takes the next line, without its end; answers the batch that it does not fit into any more.
    package mutating func append(_ line: [UInt8]) -> LineBatch? {
        let holdsPoint = line.contains { $0 != UInt8(ascii: "\t") }
        let isFull =
            current.text.count + line.count + 1 > mostBytes
            || current.pointCount + (holdsPoint ? 1 : 0) > mostPoints
        let finished = isFull && current.lineCount > 0 ? finish() : nil
        current.text.append(contentsOf: line)
        current.text.append(UInt8(ascii: "\n"))
        current.lineCount += 1
        if holdsPoint { current.pointCount += 1 }
        return finished
    }

    /// What is left, and makes no whole batch; `nil` where it holds no point.
    package mutating func finish() -> LineBatch? {
        let batch = current
        current = LineBatch(firstLine: batch.lastLine + 1)
        return batch.pointCount > 0 ? batch : nil
    }
}
