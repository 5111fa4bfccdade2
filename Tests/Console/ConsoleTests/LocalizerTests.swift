import PipelineAPI
import Screen
import Statistics
import Testing

@testable import Console

@Suite struct PhraseTests {
    @Test func `values stand in a localized by their number`() {
        let localized: LocalizedText = "run \(7) of '\("daily")' is stopped"
        #expect(localized.key == "run %1 of '%2' is stopped")
        #expect(localized.english == "run 7 of 'daily' is stopped")
    }

    @Test func `a translation may turn values round`() {
        let localized: LocalizedText = "\("7") of '\("daily")'"
        #expect(Localizer(.chinese)(localized) == "'daily' 的 7")
    }

    @Test func `phrases within a localized are said in the same language`() {
        let status: LocalizedText = "a %1 b \(LocalizedText(known: "Failed"))"
        #expect(Localizer(.chinese)(status).hasSuffix("失败"))
    }

    @Test func `what comes from outside is said as it is`() {
        let localized = LocalizedText(verbatim: "100% of %1 and none")
        #expect(localized.english == "100% of %1 and none")
        #expect(Localizer(.chinese)(localized) == "100% of %1 and none")
        let quoted: LocalizedText = "wrote '\("50%2")', \("3 B")"
        #expect(Localizer(.chinese)(quoted) == "已写入 '50%2'，3 B")
    }
}

@Suite struct CatalogueOfTextsTests {
    private static let localizer = Localizer(.chinese, marksMissing: true)

    @Test func `every kind, tab and column has a name in Chinese`() {
        for kind in ResourceCatalogue.all {
            let texts =
                [kind.title, kind.noun, kind.plural] + kind.tabs.map(\.title)
                + kind.columns.map(\.title)
            for text in texts { #expect(!Self.localizer(known: text).contains("⟦"), "\(text)") }
        }
    }

    @Test func `every key has its word and its help in Chinese`() {
        for binding in Keymap.standard.bindings {
            #expect(!Self.localizer(known: binding.title).contains("⟦"), "\(binding.title)")
            #expect(!Self.localizer(binding.localizedHelp).contains("⟦"), "\(binding.help)")
        }
    }

    @Test func `every action says in Chinese what it does and why it is refused`() throws {
        var console = try ConsoleFixture()
        console.state.display.localizer = Self.localizer
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
                    for localized in phrases {
                        #expect(!Self.localizer(localized).contains("⟦"), "\(localized.english)")
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
        var generator = SplitMix64(seed: 11)
        var console = try ConsoleFixture(width: 120, height: 40)
        console.state.display.localizer = Self.localizer
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
