package import struct FoundationEssentials.Data

/// The lines of a file that one request posts.
package struct LineBatch: Equatable, Sendable {
    /// Whole lines with their ends; empty lines are kept, so that line numbers match.
    package var text = Data()
    /// The number of the first line in the file, from 1.
    package var firstLine: Int
    package var lineCount = 0
    /// The number of lines with a point.
    package var pointCount = 0

    package var lastLine: Int { firstLine + lineCount - 1 }
}

/// Collects lines into batches: a value that neither reads nor sends.
///
/// **Invariant:** every line is in exactly one batch, in order; no batch exceeds the limits, except one with a
/// single long line, which the caller refuses.
package struct PointBatcher: Sendable {
    private let mostBytes: Int
    private let mostPoints: Int
    private var current: LineBatch

    package init(mostBytes: Int, mostPoints: Int, firstLine: Int = 1) {
        current = LineBatch(firstLine: firstLine)
        self.mostBytes = mostBytes
        self.mostPoints = mostPoints
    }

    /// The number of the first line of the unfinished batch.
    package var firstWaiting: Int { current.firstLine }
    /// The number of the next line.
    package var nextLine: Int { current.firstLine + current.lineCount }

    /// Adds the next line, without its end; returns the finished batch if the line does not fit into it.
    ///
    /// What takes several lines of the file is followed by empty ones, so that line numbers match.
    package mutating func append(_ line: [UInt8], lines: Int = 1) -> LineBatch? {
        let holdsPoint = line.contains { $0 != UInt8(ascii: "\t") }
        let isFull =
            current.text.count + line.count + lines > mostBytes
            || current.pointCount + (holdsPoint ? 1 : 0) > mostPoints
        let finished = isFull && current.lineCount > 0 ? finish() : nil
        current.text.append(contentsOf: line)
        current.text.append(contentsOf: [UInt8](repeating: UInt8(ascii: "\n"), count: lines))
        current.lineCount += lines
        if holdsPoint { current.pointCount += 1 }
        return finished
    }

    /// Returns the last batch; `nil` if it contains no point.
    package mutating func finish() -> LineBatch? {
        let batch = current
        current = LineBatch(firstLine: batch.lastLine + 1)
        return batch.pointCount > 0 ? batch : nil
    }
}
