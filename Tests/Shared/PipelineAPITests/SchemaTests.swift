import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct SchemaTests {
    struct Refusal: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let fields: [SchemaField]
        let code: ErrorCode
        /// What the message names.
        let place: String

        init(_ what: String, _ fields: [SchemaField], _ code: ErrorCode, _ place: String) {
            (testDescription, self.fields, self.code, self.place) = (what, fields, code, place)
        }
    }

    static let refusals = [
        Refusal("no field", [], .emptySchema, "at least one"),
        Refusal("a bad name", [SchemaField("9a", .long)], .invalidFieldName, "'9a'"),
        Refusal(
            "an unknown type",
            [SchemaField("a", ValueType(rawValue: "int"))],
            .unsupportedFieldType,
            "'int'"
        ),
        Refusal(
            "an array of maps",
            [SchemaField("a", .array, elemtype: .map)],
            .unsupportedFieldType,
            "'map'"
        ),
        Refusal("an array of what?", [SchemaField("a", .array)], .unsupportedFieldType, "''"),
        Refusal(
            "a name twice",
            [SchemaField("a", .long), SchemaField("a", .string)],
            ErrorCode("E18104"),
            "'a'"
        ),
        Refusal(
            "a name twice in a map",
            [SchemaField("m", .map, schema: [SchemaField("a", .long), SchemaField("a", .long)])],
            ErrorCode("E18104"),
            "'m.a'"
        ),
        Refusal("six maps deep", [nested(6)], .invalidSchema, "at most 5"),
    ]

    @Test(arguments: refusals)
    func `a schema against the rules is refused by name`(_ refusal: Refusal) {
        let error = #expect(throws: APIError.self) { try Schema(refusal.fields) }
        #expect(error?.code == refusal.code)
        #expect(error?.message.contains(refusal.place) == true, "\(error?.message ?? "")")
    }

    @Test func `the same name may stand on two levels`() throws {
        let inner = SchemaField("a", .map, schema: [SchemaField("a", .long)])
        #expect(try Schema([inner]).fields == [inner])
    }

    @Test func `every known type is accepted, ip among them`() throws {
        for type in ValueType.known {
            _ = try Schema([SchemaField("a", type, elemtype: type == .array ? .float : nil)])
        }
    }

    @Test func `a body's schema is checked while it is read`() {
        let text = #"{"region": "nb", "schema": []}"#
        let error = #expect(throws: APIError.self) {
            try JSONCoding.decode(CreateRepo.Body.self, from: Data(text.utf8))
        }
        #expect(error?.code == .emptySchema)
    }

    /// A map with so many levels of maps, itself included, around one field.
    private static func nested(_ levels: Int) -> SchemaField {
        levels == 0
            ? SchemaField("leaf", .long)
            : SchemaField("m\(levels)", .map, schema: [nested(levels - 1)])
    }
}
