import Screen
import Testing

@Suite struct KeyTests {
    private var all: [Key] {
        Key.named.map(\.key) + (1...24).map { Key.function($0) }
            + "abcdefgklnopqrstuvwxyz@\\]^_".map { Key.control($0) }
            + (UInt8(0x21)..<0x7F).map { Key.character(Character(Unicode.Scalar($0))) }
            + [.character("好"), .character("F"), .character("é")]
    }

    @Test func `every key is read back from its label`() {
        for key in all { #expect(Key(label: key.label) == key, "\(key) is '\(key.label)'") }
    }

    @Test func `no two keys have the same label`() {
        #expect(Set(all.map(\.label)).count == Set(all).count)
    }

    @Test(arguments: [
        (Key.control("l"), "Ctrl-L"), (.escape, "Esc"), (.pageDown, "PgDn"),
        (.character(" "), "Space"), (.backTab, "Shift-Tab"), (.function(5), "F5"),
        (.character("G"), "G"),
    ])
    func `labels are those of a keyboard`(key: Key, label: String) {
        #expect(key.label == label)
    }

    @Test(arguments: ["", " ", "Ctrl-", "ctrl-ab", "F0", "F25", "Hyper", "F+5"])
    func `what is no label is refused`(label: String) {
        #expect(Key(label: label) == nil)
    }

    @Test(arguments: [
        ("Ctrl-M", Key.enter), ("ctrl-j", .enter), ("Ctrl-I", .tab), ("Ctrl-[", .escape),
        ("Ctrl-H", .backspace),
    ])
    func `a control key that terminals send for a named one is that one`(label: String, key: Key) {
        #expect(Key(label: label) == key)
    }

    @Test func `names may be written in any case`() {
        #expect(Key(label: "ctrl-L") == .control("l"))
        #expect(Key(label: "pgdn") == .pageDown)
    }
}
