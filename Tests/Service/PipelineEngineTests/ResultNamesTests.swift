import PipelineAPI
import PipelineEngine
import Testing

@Suite struct ResultNamesTests {
    @Test(arguments: [
        ("count_star()", "count_1"), ("sum(x)", "sum_x"), ("(a + 1)", "a_1"), ("1", "_1"),
        ("'x'", "x"), ("'+'", "_c0"), ("a b", "a_b"), ("max(日)", "max"), ("a", "a"),
    ])
    func `a column's name becomes that of a field`(_ column: String, _ field: String) {
        #expect(ResultNames(columns: [column]).fields == [field])
    }

    @Test func `fields of one name are numbered, and names that were given stay`() {
        let names = ResultNames(columns: ["(a + 1)", "(a - 1)", "A_1", "count_star()", "b"])
        #expect(names.fields == ["a_1_2", "a_1_3", "A_1", "count_1", "b"])
        #expect(names.renamed == [0, 1, 3])
    }

    @Test func `a long expression becomes a field of at most 128 characters`() {
        let long = String(repeating: "a+", count: 200)
        for field in ResultNames(columns: [long, long + "b"]).fields {
            #expect(Identifier.problem(with: field) == nil)
        }
    }

    @Test func `columns with names of fields keep them`() {
        let names = ResultNames(columns: ["a", "(a + 5)", "b"])
        #expect(names.kept == [0, 2])
        #expect(names.fields == ["a", "a_5", "b"])
    }
}
