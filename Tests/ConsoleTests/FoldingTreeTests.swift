import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct FoldingTreeTests {
    private static func node(_ name: String, _ children: TreeNode...) -> TreeNode {
        TreeNode(name: name, spans: [Span(name)], children: children)
    }

    private static let nodes = [
        node("a"),
        node("b", node("c", node("d")), node("e", node("f"), node("g")), node("h")),
        node("i", node("f")),
    ]

    private static func picture(_ tree: FoldingTree, _ glyphs: Glyphs = .unicode) -> [String] {
        tree.lines(from: 0, height: 99, glyphs: glyphs).map(\.shownText)
    }

    @Test func `guides lead from a node to its parent`() {
        #expect(
            Self.picture(FoldingTree(Self.nodes)) == [
                "▌  a",
                " ▾ b",
                " ├ ▾ c",
                " │ └   d",
                " ├ ▾ e",
                " │ ├   f",
                " │ └   g",
                " └   h",
                " ▾ i",
                " └   f",
            ]
        )
        let ascii = Self.picture(FoldingTree(Self.nodes), .ascii)
        #expect(ascii[3] == " | +   d")
        #expect(ascii.joined().allSatisfy(\.isASCII) && ascii.first == ">  a")
    }

    @Test func `a folded node hides what is under it`() {
        var tree = FoldingTree(Self.nodes)
        tree.move(by: 1)
        tree.toggle()
        #expect(Self.picture(tree) == ["   a", "▌▸ b", " ▾ i", " └   f"])
        tree.toggle()
        #expect(tree.visibleRows.count == 10)
        tree.toggle(["a"])
        #expect(tree.folded.isEmpty, "a leaf does not fold")
    }

    @Test(arguments: [(0, 3), (1, 7), (2, 10), (9, 10)])
    func `a tree unfolds to a level`(_ level: Int, _ rows: Int) {
        var tree = FoldingTree(Self.nodes)
        tree.unfold(toLevel: level)
        #expect(tree.visibleRows.count == rows)
        #expect(tree.visibleRows.allSatisfy { $0.path.depth <= level })
        tree.unfoldAll()
        #expect(tree.visibleRows.count == 10)
    }

    @Test func `what is folded under a folded node stays folded`() {
        var tree = FoldingTree(Self.nodes)
        tree.toggle(["b", "e"])
        tree.toggle(["b"])
        tree.toggle(["b"])
        #expect(tree.visibleRows.map(\.path).contains(["b", "e"]))
        #expect(!tree.visibleRows.map(\.path).contains(["b", "e", "f"]))
    }

    @Test func `folding over the cursor takes it along`() {
        var tree = FoldingTree(Self.nodes)
        tree.select(["b", "e", "g"])
        tree.foldAll()
        #expect(tree.cursor == ["b"])
        tree.select(["b", "e", "g"])
        #expect(tree.cursorIndex.map { tree.visibleRows[$0].path } == ["b", "e", "g"])
        tree.select(["b", "nowhere"])
        #expect(tree.cursor == ["b", "e", "g"])
    }

    @Test func `cursor and folds survive a tree loaded again`() {
        var tree = FoldingTree(Self.nodes)
        tree.toggle(["b", "c"])
        tree.select(["i", "f"])
        tree.receive([Self.node("0"), Self.node("1")] + Self.nodes.reversed())
        #expect(tree.cursor == ["i", "f"])
        #expect(tree.folded == [["b", "c"]])
    }

    @Test func `a cursor whose node is gone stays on its row`() {
        var tree = FoldingTree(Self.nodes)
        tree.select(["b", "c", "d"])
        tree.receive(Self.nodes.map { $0.name == "b" ? Self.node("b", Self.node("x")) : $0 })
        #expect(tree.cursor == ["i"])
        tree.receive([Self.node("a")])
        #expect(tree.cursor == ["a"])
        tree.receive([])
        #expect(tree.cursor == nil && tree.visibleRows.isEmpty)
        tree.move(by: 1)
        tree.toggle()
        tree.receive(Self.nodes)
        #expect(tree.cursor == ["a"])
    }

    @Test func `moving stops at the ends`() {
        var tree = FoldingTree(Self.nodes)
        tree.move(by: -5)
        #expect(tree.cursor == ["a"])
        tree.move(by: 500)
        #expect(tree.cursor == ["i", "f"])
    }

    @Test func `left folds, then leaves; right unfolds, then enters`() {
        var tree = FoldingTree(Self.nodes)
        tree.select(["b", "e", "g"])
        tree.foldOrLeave()
        #expect(tree.cursor == ["b", "e"])
        tree.foldOrLeave()
        #expect(tree.folded == [["b", "e"]] && tree.cursor == ["b", "e"])
        tree.unfoldOrEnter()
        #expect(tree.folded.isEmpty && tree.cursor == ["b", "e"])
        tree.unfoldOrEnter()
        #expect(tree.cursor == ["b", "e", "f"])
        tree.unfoldOrEnter()
        #expect(tree.cursor == ["b", "e", "f"])
    }

    @Test func `siblings of one name are told apart`() {
        let tree = FoldingTree([Self.node("x"), Self.node("x")])
        #expect(tree.visibleRows.map(\.path) == [["x"], ["x#2"]])
        #expect(Self.picture(tree) == ["▌  x", "   x"])
    }

    @Test(arguments: 1...12)
    func `the cursor is always in sight`(_ height: Int) {
        var tree = FoldingTree(Self.nodes)
        var top = 0
        for step in [1, 1, 1, 5, 5, -3, -1, 7, -20] {
            tree.move(by: step)
            top = tree.top(keeping: top, height: height)
            let index = tree.cursorIndex ?? -1
            #expect((top..<top + height).contains(index))
            let lines = tree.lines(from: top, height: height, glyphs: .unicode)
            #expect(lines.count == min(height, 10))
            #expect(lines.count { $0.shownText.hasPrefix("▌") } == 1)
        }
    }

    @Test func `a schema's maps fold`() {
        var tree = FoldingTree(SchemaTree.nodes(of: Samples.repo.schema))
        #expect(
            tree.visibleRows.map(\.path.names.last) == [
                "time", "sizes", "buyer", "name", "address", "city",
            ]
        )
        tree.toggle(["buyer"])
        #expect(tree.visibleRows.count == 3)
    }
}
