import Testing

@testable import Screen

@Suite struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("pv_1m", 5), ("访问日志", 8), ("ｆｕｌｌ", 8), ("ｶﾅ", 2), ("한국", 4),
        ("e\u{301}", 1), ("क्षि", 2), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2),
        ("▌▶✔✖⊘↻⊗◌", 8), ("┌─┐…→", 5), ("\u{200B}", 0), ("1️⃣", 1), ("。", 2), ("№", 1),
    ])
    func `a text takes as many cells as terminals give it`(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test func `what is not looked up is as Unicode has it`() {
        for scalar in (0...0xFFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
            guard let width = scalar.plainWidth else { continue }
            let properties = scalar.properties
            let isInk = ![.nonspacingMark, .enclosingMark, .format, .control]
                .contains(properties.generalCategory)
            #expect(isInk && !properties.isGraphemeExtend, "\(scalar.value)")
            #expect(width == 2 || !properties.isEmojiPresentation, "\(scalar.value)")
        }
    }

    @Test func `every glyph the console draws with takes one cell`() {
        for glyphs in [Glyphs.unicode, .ascii] {
            for child in Mirror(reflecting: glyphs).children {
                let texts = (child.value as? [Character])?.map { String($0) } ?? ["\(child.value)"]
                for text in texts {
                    #expect(text.displayWidth == text.count, "\(child.label ?? "") is '\(text)'")
                }
            }
        }
    }

    @Test func `no glyph is shown as an emoji by default`() {
        for child in Mirror(reflecting: Glyphs.unicode).children {
            for scalar in "\(child.value)".unicodeScalars {
                #expect(!scalar.properties.isEmojiPresentation, "\(scalar)")
            }
        }
    }

    @Test func `the ascii glyphs are ascii`() {
        for child in Mirror(reflecting: Glyphs.ascii).children {
            #expect("\(child.value)".utf8.allSatisfy { $0 < 0x80 }, "\(child.label ?? "")")
        }
    }
}
