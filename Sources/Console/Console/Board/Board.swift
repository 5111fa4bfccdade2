package import PipelineAPI

import struct FoundationEssentials.Date

/// The profiles of the configuration, and what is known of each one's service.
package struct Board: Equatable, Sendable {
    /// A line: a profile with its latest answer.
    package struct Line: Equatable, Sendable {
        package let profile: String
        /// The latest answer; it stays when a later question has failed.
        package var facts: ProfileFacts?
        /// Why there was no answer to the latest question.
        package var error: String?
        package var isAsked: Bool
    }

    /// Seconds between two questions while the board is in sight.
    static let interval = 60.0

    package private(set) var lines: [Line] = []
    private var asked: Date?

    package init() {}

    /// Makes the lines of answers that are there already.
    package init(_ answers: [(profile: String, result: Result<ProfileFacts, APIError>)]) {
        lines = answers.map { answer in
            var line = Line(profile: answer.profile, isAsked: false)
            line.receive(answer.result)
            return line
        }
    }

    func isDue(at now: Date) -> Bool {
        asked.map { now.timeIntervalSince($0) >= Self.interval } ?? true
    }

    /// Returns the profiles to ask now: those that are not being asked still.
    mutating func ask(_ profiles: [String], at now: Date) -> [String] {
        asked = now
        let known = Dictionary(
            lines.map { ($0.profile, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let free = profiles.filter { known[$0]?.isAsked != true }
        lines = profiles.map { profile in
            var line = known[profile] ?? Line(profile: profile, isAsked: true)
            line.isAsked = true
            return line
        }
        return free
    }

    mutating func receive(_ result: Result<ProfileFacts, APIError>, of profile: String) {
        guard let place = lines.firstIndex(where: { $0.profile == profile }) else { return }
        lines[place].receive(result)
    }
}

extension Board.Line {
    fileprivate mutating func receive(_ result: Result<ProfileFacts, APIError>) {
        isAsked = false
        switch result {
        case .success(let facts): (self.facts, error) = (facts, nil)
        case .failure(let failure): error = failure.message
        }
    }

    /// The line for programs.
    fileprivate var answer: Board.Answer {
        Board.Answer(
            profile: profile,
            isLive: facts != nil && error == nil,
            error: error,
            milliseconds: facts?.milliseconds,
            clockSeconds: facts?.clock,
            jobs: facts?.jobs,
            asked: facts?.asked,
            running: facts?.running,
            failing: facts?.failing,
            late: facts?.late,
            oldest: facts.map { Timestamp($0.oldest) }
        )
    }
}

extension Board {
    /// A line as programs read it; what is not known is left out.
    fileprivate struct Answer: Encodable {
        let profile: String
        let isLive: Bool
        let error: String?
        let milliseconds: Int?
        let clockSeconds: Double?
        let jobs: Int?
        let asked: Int?
        let running: Int?
        let failing: Int?
        let late: Int?
        let oldest: Timestamp?
    }

    /// The kind that its lines are rows of.
    package static let kind = AnyResourceKind(ResourceCatalogue.board)

    package var rows: [Row] {
        lines.map { line in
            Row(
                name: line.profile,
                item: AnyItem(line),
                text: "\(line.profile) \(line.error ?? "")".lowercased()
            )
        }
    }

    /// Returns the lines of rows for programs.
    package static func json(of rows: [Row]) throws(APIError) -> JSONValue {
        try JSONValue(encoding: rows.compactMap { $0.item.value(as: Line.self)?.answer })
    }
}
