import Testing

@Suite struct SwiftFunctionTests {
    private func functions(_ text: String) -> [SwiftFunction] {
        SwiftFunction.all(in: SwiftLexer.tokens(of: text))
    }

    @Test func `a function is measured from its keyword to its closing brace`() {
        let text = """
            struct A {
                let stored = { 1 }()
                var made: Int {
                    stored
                }
                init(_ a: Int = [1].map { $0 }.count) {
                    self.init()
                }
                func short() -> Int { 1 }
                func wide<T>(
                    _ a: T
                ) async throws(E) -> [T]
                where T: P {
                    func inner() {
                    }
                }
                subscript(_ a: Int) -> Int { a }
                deinit {}
            }
            """
        #expect(
            functions(text) == [
                SwiftFunction(name: "made", line: 3, lines: 3),
                SwiftFunction(name: "init", line: 6, lines: 3),
                SwiftFunction(name: "short", line: 9, lines: 1),
                SwiftFunction(name: "wide", line: 10, lines: 7),
                SwiftFunction(name: "inner", line: 14, lines: 2),
                SwiftFunction(name: "subscript", line: 17, lines: 1),
                SwiftFunction(name: "deinit", line: 18, lines: 1),
            ]
        )
    }

    @Test func `braces and keywords in strings, comments and regexes count for nothing`() {
        let text = ##"""
            func a() {
                // func b() {
                /* { /* } */ func c() { */
                let s = "{ \(list.map { "\($0) }" }) {"
                let t = #"\("{"#
                let u = #/[{]"/#
                let v = """
                    func d() {
                    \(x)
                    """
            }
            func `func e() {`() {}
            """##
        #expect(
            functions(text) == [
                SwiftFunction(name: "a", line: 1, lines: 11),
                SwiftFunction(name: "func e() {", line: 12, lines: 1),
            ]
        )
    }

    @Test func `a requirement has no body, and an operator has one`() {
        let text = """
            protocol P {
                func a()
                func b() -> Int
                var c: Int { get }
                init()
            }
            extension P {
                static func < (a: Self, b: Self) -> Bool {
                    a.c < b.c
                }
            }
            """
        #expect(functions(text).map(\.name) == ["c", "<"])
    }

    @Test func `imports are read with their access and their kind`() {
        let text = """
            package import A
            @testable import B
            import struct C.D
            // import E
            #if canImport(Glibc)
                import Glibc
            #endif
            let text = "import F"
            """
        #expect(SwiftFile(path: "x", text: text).imports == ["A", "B", "C", "Glibc"])
    }
}
