import Console
package import PipelineAPI
import Screen

/// All checks: those of this machine, then those of each profile.
package struct DoctorReport: Equatable, Sendable {
    package let machine: [Check]
    package let profiles: [(name: String, checks: [Check])]

    package init(machine: MachineFacts, services: [ServiceFindings]) {
        self.machine = machine.checks
        profiles = services.map { ($0.profile, $0.checks) }
    }

    package static func == (left: DoctorReport, right: DoctorReport) -> Bool {
        left.machine == right.machine
            && left.profiles.elementsEqual(right.profiles) { $0 == $1 }
    }

    package var faults: Int {
        (machine + profiles.flatMap(\.checks)).count { $0.verdict == .fault }
    }

    /// Returns a line for each check, and one for each that something is to be done about.
    package func lines(painter: TextPainter) -> [String] {
        let parts =
            [("this machine", machine)] + profiles.map { ("profile '\($0.name)'", $0.checks) }
        return parts.flatMap { title, checks in
            [painter.text(of: [Span(title, .heading)])]
                + checks.flatMap { $0.lines(painter: painter) }
        }
    }

    package func value() throws(APIError) -> JSONValue {
        try JSONValue(
            encoding: Document(
                faults: faults,
                machine: machine.map(\.entry),
                profiles: profiles.map { .init(name: $0.name, checks: $0.checks.map(\.entry)) }
            )
        )
    }

    /// The report as programs read it.
    private struct Document: Encodable {
        struct Profile: Encodable {
            let name: String
            let checks: [Check.Entry]
        }

        let faults: Int
        let machine: [Check.Entry]
        let profiles: [Profile]
    }
}

extension Check {
    fileprivate struct Entry: Encodable {
        let id: String
        let verdict: String
        let finding: String
        let advice: String?
    }

    fileprivate var entry: Entry {
        Entry(id: id.rawValue, verdict: verdict.rawValue, finding: finding, advice: advice)
    }

    private static let widthOfID = ID.allCases.map(\.title.count).max() ?? 0
    private static let widthOfVerdict = 6

    fileprivate func lines(painter: TextPainter) -> [String] {
        let style: Style =
            switch verdict {
            case .ok: .good
            case .remark: .warning
            case .fault: .failure
            }
        let name = id.title.padded(toWidth: Self.widthOfID)
        let word = verdict.rawValue.padded(toWidth: Self.widthOfVerdict)
        let first = [Span("  "), Span(word, style), Span("  \(name)  \(finding)")]
        let indent = String(repeating: " ", count: Self.widthOfID + Self.widthOfVerdict + 6)
        return [painter.text(of: first)]
            + (advice.map { [painter.text(of: [Span(indent), Span($0, .strong)])] } ?? [])
    }
}
