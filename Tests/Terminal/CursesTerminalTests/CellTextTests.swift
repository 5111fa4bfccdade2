import CNcurses
import CTerminal
import Screen
import Testing

@testable import CursesTerminal

@Suite struct CellTextTests {
    @Test(arguments: [
        ("a", ["a"]), ("好", ["好"]), ("e\u{301}", ["e\u{301}"]), ("👍🏽", ["👍"]), ("👨‍👩‍👧", ["👨"]),
        ("❤\u{FE0F}", ["❤"]), ("🇨🇳", ["🇨", "🇳"]), ("क्षि", ["क्", "ष"]),
    ])
    func `only what every terminal places alike is sent`(text: String, cells: [String]) {
        #expect(pieces(Character(text)) == cells)
    }

    @Test func `a scalar the c library places elsewhere is not sent`() {
        #expect(pieces("𛀀") { _ in -1 } == ["?", "?"])
        #expect(pieces("é") { _ in -1 } == ["?"])
        #expect(pieces("é") { _ in 2 } == ["?"])
    }

    @Test(arguments: [("好", "??"), ("é", "?"), ("e\u{301}", "e"), ("│", "?"), ("a", "a")])
    func `a terminal of another encoding is sent ascii alone`(_ text: Character, _ sent: String) {
        let pieces = CellText.ascii(text, placeholder: "?").pieces
        let scalars = pieces.joined().compactMap { Unicode.Scalar($0) }
        #expect(String(String.UnicodeScalarView(scalars)) == sent)
    }

    @Test func `no more marks are sent than a cell can hold`() {
        let grapheme = Character("e" + String(repeating: "\u{301}", count: 40))
        let text = CellText(grapheme, placeholder: "?", libraryWidth: width, limit: 5)
        #expect(text.pieces.map(\.count) == [5])
    }

    @Test func `the c library places what it knows as the table of widths does`() {
        _ = ct_locale_open()
        // Format characters never get there: they are spelled out.
        let others = (UInt32(0x20)..<0x40000).lazy.compactMap { Unicode.Scalar($0) }.filter {
            let width = Int(cn_width($0.value))
            return width >= 0 && width != $0.cellWidth && $0.properties.generalCategory != .format
                && ![.unassigned, .privateUse].contains($0.properties.generalCategory)
        }
        // Room for what another edition of Unicode may have changed.
        #expect(Array(others.map { String($0.value, radix: 16) }).count < 20)
    }

    private func pieces(
        _ grapheme: Character,
        libraryWidth: ((UInt32) -> Int)? = nil
    ) -> [String] {
        CellText(grapheme, placeholder: "?", libraryWidth: libraryWidth ?? width, limit: 5)
            .pieces.map { String(String.UnicodeScalarView($0.compactMap { Unicode.Scalar($0) })) }
    }

    /// A C library that agrees with the table of widths, whatever this machine's locale is.
    private func width(_ value: UInt32) -> Int { Unicode.Scalar(value)?.cellWidth ?? -1 }
}
