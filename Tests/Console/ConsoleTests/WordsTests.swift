import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct PhraseTests {
    @Test func `values stand in a phrase by their number`() {
        let phrase: Phrase = "run \(7) of '\("daily")' is stopped"
        #expect(phrase.key == "run %1 of '%2' is stopped")
        #expect(phrase.english == "run 7 of 'daily' is stopped")
    }

    @Test func `a translation may turn values round`() {
        let phrase: Phrase = "\("7") of '\("daily")'"
        #expect(Words(.chinese)(phrase) == "'daily' 的 7")
    }

    @Test func `phrases within a phrase are said in the same language`() {
        let status: Phrase = "a %1 b \(Phrase(known: "Failed"))"
        #expect(Words(.chinese)(status).hasSuffix("失败"))
    }

    @Test func `what comes from outside is said as it is`() {
        let phrase = Phrase(verbatim: "100% of %1 and none")
        #expect(phrase.english == "100% of %1 and none")
        #expect(Words(.chinese)(phrase) == "100% of %1 and none")
        let quoted: Phrase = "wrote '\("50%2")', \("3 B")"
        #expect(Words(.chinese)(quoted) == "已写入 '50%2'，3 B")
    }
}

@Suite struct CatalogueOfTextsTests {
    private static let words = Words(.chinese, marksMissing: true)

    @Test func `every kind, tab and column has a name in Chinese`() {
        for kind in ResourceCatalogue.all {
            let texts =
                [kind.title, kind.noun, kind.plural] + kind.tabs.map(\.title)
                + kind.columns.map(\.title)
            for text in texts { #expect(!Self.words(known: text).contains("⟦"), "\(text)") }
        }
    }

    @Test func `every key has its word and its help in Chinese`() {
        for binding in Keymap.standard.bindings {
            #expect(!Self.words(known: binding.title).contains("⟦"), "\(binding.title)")
            #expect(!Self.words(binding.helpPhrase).contains("⟦"), "\(binding.help)")
        }
    }

    @Test func `every action says in Chinese what it does and why it is refused`() throws {
        var console = try ConsoleFixture()
        console.state.words = Self.words
        for kind in ResourceCatalogue.all {
            for row in console.state.listings.filter({ $0.key.kind == kind.id }).values
                .flatMap({ $0.value?.rows ?? [] })
            {
                let address = ResourceAddress(kind.id, .job("j"), row.name)
                for action in kind.actions {
                    let phrases =
                        action.consequences(address, row.item) + [
                            action.title(withNoun: kind.noun), action.refusal(row.item) ?? "",
                        ]
                    for phrase in phrases {
                        #expect(!Self.words(phrase).contains("⟦"), "\(phrase.english)")
                    }
                }
            }
        }
    }

    @Test func `a text has as many values in Chinese as in English`() {
        for (english, chinese) in Chinese.texts {
            for number in 1...4 {
                let isThere = english.contains("%\(number)")
                #expect(isThere == chinese.contains("%\(number)"), "\(english)")
            }
        }
    }

    /// Keys at random over a small world: nothing on any screen may lack its Chinese.
    @Test func `no screen that keys lead to lacks a text`() throws {
        var generator = SeededGenerator(seed: 11)
        var console = try ConsoleFixture(width: 120, height: 40)
        console.state.words = Self.words
        var missing: Set<String> = []
        for _ in 0..<1500 {
            console.press(Monkey.key(using: &generator))
            if console.effects.contains(.quit) { continue }
            for line in console.screen.lines {
                for part in line.split(separator: "⟦").dropFirst() {
                    missing.insert(String(part.prefix { $0 != "⟧" }))
                }
            }
        }
        #expect(missing.isEmpty, "\(missing.sorted())")
    }
}
