package import PipelineAPI

/// Posts a file's lines batch by batch, each exactly once.
///
/// The first refusal ends it; the message names the line after which nothing was sent.
package struct PointPusher {
    private let api: any APICaller
    private let repo: RepoName
    private let lines: PointLine
    private let report: (Int) -> Void
    private let mostBytes: Int
    private var splitter = LineSplitter()
    private var batcher: PointBatcher
    /// The number of points the service has acknowledged.
    package private(set) var accepted = 0

    /// `report` gets the number of accepted points after each batch.
    package init(
        api: any APICaller,
        repo: RepoName,
        lines: PointLine,
        batch: Int,
        mostBytes: Int = PostPoints.mostBytes,
        report: @escaping (Int) -> Void
    ) {
        self.api = api
        self.repo = repo
        self.lines = lines
        self.report = report
        batcher = PointBatcher(mostBytes: mostBytes, mostPoints: batch)
        self.mostBytes = mostBytes
    }

    /// Adds the next piece of the file and posts the batches it completes.
    package mutating func push(_ piece: [UInt8]) async throws(CommandFailure) {
        for line in splitter.lines(in: piece) { try await take(line) }
    }

    /// Posts the last batch.
    package mutating func finish() async throws(CommandFailure) {
        if let line = splitter.finish() { try await take(line) }
        if let batch = batcher.finish() { try await post(batch) }
    }

    private mutating func take(_ line: [UInt8]) async throws(CommandFailure) {
        let number = batcher.nextLine
        let posted: [UInt8]
        do throws(APIError) {
            posted = try lines.posted(number == 1 ? PointPusher.withoutMark(line) : line)
        } catch { throw unfit(number, error.message) }
        guard posted.count < mostBytes else {
            throw unfit(
                number,
                "\(posted.count) bytes are too many: a point has less than \(mostBytes)"
            )
        }
        if let batch = batcher.append(posted) { try await post(batch) }
    }

    /// Returns the first line without the byte order mark that some editors put first.
    private static func withoutMark(_ line: [UInt8]) -> [UInt8] {
        line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
    }

    private mutating func post(_ batch: LineBatch) async throws(CommandFailure) {
        do throws(APIError) {
            _ = try await api.send(PostPoints(repo: repo, text: batch.text))
        } catch { throw refused(batch, error) }
        accepted += batch.pointCount
        report(accepted)
    }

    /// Returns the failure for an invalid line, which is not sent, nor are the other lines of its batch.
    private func unfit(_ number: Int, _ problem: String) -> CommandFailure {
        CommandFailure(
            .usage,
            "line \(number): \(problem)",
            taken(before: batcher.firstWaiting)
                + "nothing from line \(batcher.firstWaiting) on was sent"
        )
    }

    private func refused(_ batch: LineBatch, _ error: APIError) -> CommandFailure {
        let (first, last) = (batch.firstLine, batch.lastLine)
        var failure = CommandFailure(error).after("lines \(first) to \(last): ")
        if first > 1, let number = PointPusher.line(in: error.message), number <= batch.lineCount {
            failure = failure.adding("it is line \(first + number - 1) of the file")
        }
        return failure.adding(taken(before: first) + "nothing after line \(last) was sent")
    }

    private func taken(before line: Int) -> String {
        switch accepted {
        case 0: "no points were accepted; "
        case 1: "1 point was accepted, before line \(line); "
        default: "\(accepted) points were accepted, those before line \(line); "
        }
    }

    /// Returns the number in a refusal that begins with `line 12 …`, counted within the batch.
    private static func line(in message: String) -> Int? {
        let words = message.split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0] == "line" else { return nil }
        return Int(words[1].prefix { $0.isNumber })
    }
}
