import Console
import Testing

@testable import Commands

@Suite struct ConsentTests {
    private func rules(
        yes: Bool = false,
        confirm: String? = nil,
        terminal: Bool = false
    ) -> ConsentRules {
        ConsentRules(assumesYes: yes, confirmed: confirm, isTerminal: terminal)
    }

    private func identity(readOnly: Bool = false, byName: Bool = false) -> Identity {
        Identity(
            profile: "prod",
            region: "nb",
            endpoint: "http://x",
            writable: readOnly ? .never : .always,
            confirmsByName: byName
        )
    }

    private func refusal(_ consent: Consent) -> String? {
        guard let failure = CommandFailure(refusalIn: consent), failure.reason == .usage else {
            return nil
        }
        return failure.lines[0]
    }

    @Test func `a person is asked, and types a name for what cannot be undone`() {
        #expect(rules(terminal: true).consent(on: identity()) == .ask(expected: nil))
        #expect(
            rules(terminal: true).consent(on: identity(), typedName: "daily")
                == .ask(expected: "daily")
        )
        #expect(rules(yes: true, terminal: true).consent(on: identity()) == .given)
    }

    @Test func `with nobody to ask --yes is needed`() {
        #expect(rules(yes: true).consent(on: identity(), typedName: "daily") == .given)
        #expect(refusal(rules().consent(on: identity()))?.contains("--yes") == true)
    }

    @Test func `nothing is changed with a read-only profile, whatever the command says`() {
        for rules in [rules(yes: true, confirm: "prod", terminal: true), rules(terminal: true)] {
            let text = refusal(rules.consent(on: identity(readOnly: true)))
            #expect(text?.contains("read-only") == true)
        }
    }

    @Test func `a profile that is confirmed by name takes its name and nothing less`() {
        let production = identity(byName: true)
        #expect(
            refusal(rules(yes: true).consent(on: production))?.contains("--confirm prod") == true
        )
        #expect(rules(confirm: "prod").consent(on: production) == .given)
        #expect(
            rules(yes: true, terminal: true).consent(on: production, typedName: "daily")
                == .ask(expected: "prod")
        )
    }

    @Test func `the name of another profile is refused on any`() {
        for byName in [true, false] {
            let consent = rules(yes: true, confirm: "test").consent(on: identity(byName: byName))
            #expect(refusal(consent)?.contains("not 'test'") == true)
        }
    }
}
