import Console
import Testing

@testable import Commands

@Suite struct KindLookupTests {
    @Test func `every kind with items is found by each of its words, which mean no other`() throws {
        let words = KindLookup.all.flatMap(KindLookup.words)
        for kind in KindLookup.all {
            for word in Set(KindLookup.words(for: kind)) {
                #expect(try KindLookup.kind(named: word.uppercased()).id == kind.id)
            }
        }
        for word in Set(words) {
            let kinds = KindLookup.all.filter { KindLookup.words(for: $0).contains(word) }
            #expect(kinds.count == 1, "'\(word)' means \(kinds.map(\.id))")
        }
    }

    @Test func `a word that means none is answered with the one that was meant`() throws {
        let failure = try #require(throws: CommandFailure.self) {
            try KindLookup.kind(named: "jbs")
        }
        #expect(failure.reason == .usage)
        #expect(failure.lines[0] == "'jbs' is no kind: did you mean 'jobs'?")
        #expect(throws: CommandFailure.self) { try KindLookup.kind(named: "overview") }
    }

    @Test func `a kind says what it is in`() throws {
        #expect(try KindLookup.scope(of: Samples.kind(.jobs), in: nil) == .root)
        #expect(try KindLookup.scope(of: Samples.kind(.runs), in: "daily") == .job("daily"))
        #expect(try KindLookup.scope(of: Samples.kind(.exports), in: "web") == .repo("web"))
        let missing = try #require(throws: CommandFailure.self) {
            try KindLookup.scope(of: Samples.kind(.exports), in: nil)
        }
        #expect(missing.lines[0].contains("--in REPO"))
        #expect(throws: CommandFailure.self) {
            try KindLookup.scope(of: Samples.kind(.jobs), in: "web")
        }
    }
}
