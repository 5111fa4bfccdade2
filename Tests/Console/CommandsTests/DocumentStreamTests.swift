import Testing

@testable import Commands

@Suite struct DocumentStreamTests {
    @Test func `documents are separated, each with the line it begins at`() {
        let text = "kind: a\nname: x\n---\r\nkind: b\r\n---\n# nothing\n\n---\n{}\n...\n"
        #expect(
            DocumentStream.documents(in: text) == [
                SourceDocument(text: "kind: a\nname: x\n", line: 1),
                SourceDocument(text: "kind: b\n", line: 4),
                SourceDocument(text: "{}\n", line: 9),
            ]
        )
    }

    @Test func `files with byte order marks may be put one behind another`() {
        let text = "kind: a\n---\n\u{FEFF}kind: b\n\u{FEFF}---\n---\n\u{FEFF}---\nkind: c"
        let texts = DocumentStream.documents(in: text).map(\.text)
        #expect(texts == ["kind: a\n", "kind: b\n\u{FEFF}---\n", "kind: c\n"])
    }

    @Test func `what only looks like a separator is text`() {
        let text = "code: |\n  ---\n  -- a comment of SQL\n--- x: 1\n"
        #expect(DocumentStream.documents(in: text).count == 1)
    }

    @Test func `a separator at the beginning and none at the end change nothing`() {
        let documents = DocumentStream.documents(in: "---\nname: x")
        #expect(documents == [SourceDocument(text: "name: x\n", line: 2)])
        #expect(DocumentStream.documents(in: "# only\n---\n\n").isEmpty)
    }
}
