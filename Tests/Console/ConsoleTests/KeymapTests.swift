import Screen
import Testing

@testable import Console

@Suite struct KeymapTests {
    @Test func `every key does one thing`() {
        let keys = Keymap.standard.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    @Test func `every key has a title and a help`() {
        for binding in Keymap.standard.bindings {
            #expect(!binding.title.isEmpty && !binding.help.isEmpty)
        }
    }

    @Test func `aliases and ids of kinds are one each`() {
        let names = ResourceCatalogue.all.flatMap { [$0.id.description] + $0.aliases }
        #expect(Set(names).count == names.count)
    }

    @Test func `every kind has columns to list, and a tab to show unless others' items are listed`()
    {
        for kind in ResourceCatalogue.all {
            let isGathered = kind.aggregate != nil
            #expect(kind.columns.contains { $0.isCompact })
            #expect(kind.tabs.isEmpty == isGathered, "\(kind.id)")
        }
    }
}
