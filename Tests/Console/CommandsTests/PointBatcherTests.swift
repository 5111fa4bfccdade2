import FoundationEssentials
import Testing

@testable import Commands

@Suite struct PointBatcherTests {
    private func batches(
        of lines: [String],
        mostBytes: Int = 1000,
        mostPoints: Int = 1000
    ) -> [LineBatch] {
        var batcher = PointBatcher(mostBytes: mostBytes, mostPoints: mostPoints)
        var batches: [LineBatch] = []
        for line in lines {
            if let batch = batcher.append(Array(line.utf8)) { batches.append(batch) }
        }
        if let batch = batcher.finish() { batches.append(batch) }
        return batches
    }

    @Test(arguments: [1, 2, 3, 7, 100], [3, 5, 9, 1000])
    func `every line is in one batch, in order, within the limits`(_ points: Int, _ bytes: Int) {
        let lines = (1...20).map { String($0) }
        let batches = batches(of: lines, mostBytes: bytes, mostPoints: points)
        let text = batches.map { String(decoding: $0.text, as: UTF8.self) }.joined()
        #expect(text == lines.map { $0 + "\n" }.joined())
        #expect(batches.allSatisfy { $0.text.count <= bytes && $0.pointCount <= points })
        var next = 1
        for batch in batches {
            #expect(batch.firstLine == next)
            next = batch.lastLine + 1
        }
        #expect(next == 21)
    }

    @Test func `lines without a point count as lines and as no point`() {
        let batches = batches(of: ["a=1", "", "a=2", "\t", "a=3"], mostPoints: 2)
        #expect(batches.map(\.pointCount) == [2, 1])
        #expect(batches.map(\.firstLine) == [1, 5])
        #expect(batches.map(\.lineCount) == [4, 1])
    }

    @Test func `nothing is posted for lines that hold nothing`() {
        #expect(batches(of: []).isEmpty)
        #expect(batches(of: ["", "\t\t"]).isEmpty)
    }

    @Test(arguments: [1, 2, 3, 64])
    func `lines are the same however the file arrives`(_ piece: Int) {
        let bytes = Array("a=1\n\nb=2\r\nlast".utf8)
        var splitter = LineSplitter()
        var lines: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            lines += splitter.lines(in: Array(bytes[start..<min(start + piece, bytes.count)]))
        }
        if let last = splitter.finish() { lines.append(last) }
        #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["a=1", "", "b=2", "last"])
    }
}
