import PipelineServer
import Testing

/// When a connection must be further on, by what has come and gone.
@Suite struct ConnectionProgressTests {
    private let limits = ConnectionLimits(
        headers: .seconds(10),
        body: .seconds(20),
        leastBodyBytes: 100,
        answer: .seconds(40),
        idle: .seconds(60),
        drain: .seconds(5),
        drainBytes: 1000
    )

    private func progress(head: Duration? = nil) -> ConnectionProgress {
        var progress = ConnectionProgress(limits: limits, at: .zero)
        if let head {
            progress.received(50, at: head)
            progress.readHead(at: head)
        }
        return progress
    }

    @Test func `a connection without a request is idle`() {
        #expect(progress().deadline == .seconds(60))
    }

    @Test func `a head counts from its first byte, however many follow`() {
        var progress = progress()
        progress.received(1, at: .seconds(30))
        progress.received(1, at: .seconds(39))
        #expect(progress.deadline == .seconds(40))
    }

    @Test func `a body must bring enough in each of its periods`() {
        var progress = progress(head: .seconds(1))
        progress.received(99, at: .seconds(15))
        #expect(progress.deadline == .seconds(21))
        progress.received(1, at: .seconds(16))
        #expect(progress.deadline == .seconds(36))
    }

    @Test func `a body of 100 MB at 10 KB a second is never late`() {
        var progress = progress(head: .zero)
        for second in 1...10_000 {
            let now = Duration.seconds(second)
            #expect(progress.deadline.map { $0 > now } == true)
            progress.received(10_000, at: now)
        }
    }

    @Test func `nothing is late while the service works`() {
        var progress = progress(head: .zero)
        progress.readEnd()
        #expect(progress.deadline == nil)
        // A second request on the same connection waits for the first one's answer.
        progress.received(50, at: .seconds(1))
        #expect(progress.deadline == nil)
        progress.readHead(at: .seconds(1))
        #expect(progress.deadline == nil)
    }

    @Test func `an answer has to be taken, then the connection is idle`() {
        var progress = progress(head: .zero)
        progress.readEnd()
        let isLast = progress.beginAnswer()
        #expect(!isLast)
        progress.endAnswer(at: .seconds(100))
        #expect(progress.deadline == .seconds(140))
        progress.sentAnswer(at: .seconds(101))
        #expect(progress.deadline == .seconds(161))
        #expect(!progress.isOver)
    }

    @Test func `an answer to half a request is the last, and the rest is read within a bound`() {
        var progress = progress(head: .zero)
        let isLast = progress.beginAnswer()
        #expect(isLast)
        progress.endAnswer(at: .seconds(2))
        #expect(progress.isDraining && !progress.isOver)
        progress.sentAnswer(at: .seconds(3))
        progress.received(1000, at: .seconds(4))
        #expect(progress.deadline == .seconds(7))
        #expect(!progress.isOver)
        var complete = progress
        complete.readEnd()
        #expect(complete.isOver)
        progress.received(1, at: .seconds(5))
        #expect(progress.isOver)
    }

    @Test func `a request that comes whole while it is refused ends the connection too`() {
        var progress = progress(head: .zero)
        let isLast = progress.beginAnswer()
        #expect(isLast)
        progress.readEnd()
        progress.endAnswer(at: .seconds(1))
        #expect(!progress.isOver)
        progress.sentAnswer(at: .seconds(1))
        #expect(progress.isOver)
    }
}
