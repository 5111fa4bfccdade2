/// A line of `pandora doctor`: what was looked at, what was found, whether that is well, and else what to do.
///
/// Its texts are ours alone: nothing that a service or a program of the user's has said is quoted, since a report is
/// given to others and such words may repeat a key.
package struct Check: Equatable, Sendable {
    /// What is looked at, in the order of the report; the name is the one programs read.
    package enum ID: String, CaseIterable, Sendable {
        // This machine.
        case version, terminal, colours, size, screen, path, locale, drawing, clockZone
        case configuration, environment, state, cache, drafts
        // Each profile.
        case endpoint, keys, proxy, certificates, link, accepted, clock, service, scheduleZone
        case store, engine

        /// As people read it: `schedule zone`.
        var title: String {
            rawValue.reduce(into: "") { title, letter in
                title += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
            }
        }
    }

    package enum Verdict: String, Sendable {
        case ok
        /// It works, and less well than it could.
        case remark
        case fault
    }

    package let id: ID
    package let finding: String
    package let verdict: Verdict
    /// What to do; `nil` where nothing is to be done.
    package let advice: String?

    private init(_ id: ID, _ verdict: Verdict, _ finding: String, advice: String?) {
        (self.id, self.verdict, self.finding, self.advice) = (id, verdict, finding, advice)
    }

    static func ok(_ id: ID, _ finding: String) -> Check { Check(id, .ok, finding, advice: nil) }

    static func remark(_ id: ID, _ finding: String, do advice: String) -> Check {
        Check(id, .remark, finding, advice: advice)
    }

    static func fault(_ id: ID, _ finding: String, do advice: String) -> Check {
        Check(id, .fault, finding, advice: advice)
    }

    /// Returns a fault of a message that says what failed and, after its last colon, what to do.
    static func fault(_ id: ID, message: String) -> Check {
        let parts = message.split(separator: ": ")
        guard parts.count > 1, let advice = parts.last else {
            return fault(id, message, do: "correct it")
        }
        return fault(id, parts.dropLast().joined(separator: ": "), do: String(advice))
    }
}
