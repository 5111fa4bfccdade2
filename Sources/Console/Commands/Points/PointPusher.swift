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
    private let firstLine: Int
    private var splitter: LineSplitter
    private var records = CSVRecordReader()
    private var columns: CSVColumns?
    /// The number of the next line of the file.
    private var nextLine = 1
    /// The lines of the request that was refused or lost.
    package private(set) var halted: ClosedRange<Int>?
    private var batcher: PointBatcher
    /// The number of points the service has acknowledged.
    package private(set) var accepted = 0

    /// `report` gets the number of accepted points after each batch; lines before `firstLine` are not sent.
    package init(
        api: any APICaller,
        repo: RepoName,
        lines: PointLine,
        batch: Int,
        from firstLine: Int = 1,
        mostBytes: Int = PostPoints.mostBytes,
        report: @escaping (Int) -> Void
    ) {
        self.api = api
        self.repo = repo
        self.lines = lines
        self.report = report
        self.firstLine = firstLine
        if case .csv = lines {
            splitter = LineSplitter(keepsReturns: true)
        } else {
            splitter = LineSplitter()
        }
        batcher = PointBatcher(mostBytes: mostBytes, mostPoints: batch, firstLine: firstLine)
        self.mostBytes = mostBytes
    }

    /// Adds the next piece of the file and posts the batches it completes.
    package mutating func push(_ piece: [UInt8]) async throws(CommandFailure) {
        for line in splitter.lines(in: piece) { try await take(line) }
    }

    /// Posts the last batch.
    package mutating func finish() async throws(CommandFailure) {
        if let line = splitter.finish() { try await take(line) }
        if records.openLines > 0 {
            throw unfit(nextLine - records.openLines, "a quote is opened in it and not closed")
        }
        guard firstLine <= nextLine else {
            throw CommandFailure(
                .usage,
                "there is no line \(firstLine): the file has \(nextLine - 1)"
            )
        }
        if let batch = batcher.finish() { try await post(batch) }
    }

    /// The first line that the service is not known to have taken.
    package var firstUntaken: Int { halted?.lowerBound ?? batcher.firstWaiting }

    private mutating func take(_ line: [UInt8]) async throws(CommandFailure) {
        let line = nextLine == 1 ? PointPusher.withoutMark(line) : line
        nextLine += 1
        if case .csv(let schema) = lines { return try await take(record: line, schema) }
        let number = nextLine - 1
        guard number >= firstLine else { return }
        let posted: [UInt8]
        do throws(APIError) {
            posted = try lines.posted(line)
        } catch { throw unfit(number, error.message) }
        try await append(posted, at: number)
    }

    /// Takes a line of CSV: the header, or a part of a record.
    private mutating func take(
        record line: [UInt8],
        _ schema: [SchemaField]
    ) async throws(CommandFailure) {
        var number = nextLine - 1 - records.openLines
        let posted: [UInt8]
        let count: Int
        do throws(APIError) {
            try PointLine.requireText(line)
            guard let record = try records.take(line) else {
                guard records.size > mostBytes else { return }
                throw APIError(.malformedBody, "a quote is opened in it and not closed")
            }
            count = record.lineCount
            number = nextLine - count
            if let columns {
                posted = number < firstLine ? [] : try columns.posted(record)
            } else {
                columns = record.isBlank ? nil : try CSVColumns(header: record, schema: schema)
                posted = []
            }
        } catch { throw unfit(number, error.message) }
        guard number >= firstLine else {
            guard number + count > firstLine else { return }
            throw CommandFailure(
                .usage,
                "line \(firstLine) is within the record from line \(number): begin at that"
            )
        }
        try await append(posted, at: number, lines: count)
    }

    private mutating func append(
        _ posted: [UInt8],
        at number: Int,
        lines: Int = 1
    ) async throws(CommandFailure) {
        guard posted.count < mostBytes else {
            throw unfit(
                number,
                "\(posted.count) bytes are too many: a point has less than \(mostBytes)"
            )
        }
        if let batch = batcher.append(posted, lines: lines) { try await post(batch) }
    }

    /// Returns the first line without the byte order mark that some editors put first.
    private static func withoutMark(_ line: [UInt8]) -> [UInt8] {
        line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
    }

    private mutating func post(_ batch: LineBatch) async throws(CommandFailure) {
        do throws(APIError) {
            _ = try await api.send(PostPoints(repo: repo, text: batch.text))
        } catch {
            halted = batch.firstLine...batch.lastLine
            throw refused(batch, error)
        }
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
