import PipelineAPI

/// The first record of a csv file that names its columns.
struct CSVHeader {
    let names: [String]

    /// Throws where a column of the header cannot be told, or one that is required is not there.
    ///
    /// Without a schema every name must differ from the others, also without their case, as those of fields do.
    func check(against schema: [SchemaField]) throws(FileProblem) {
        let wanted = Set(schema.map(\.key))
        var seen: [String: String] = [:]
        for name in names where schema.isEmpty || wanted.contains(name) {
            guard !name.isEmpty else {
                throw problem(
                    "has a column without a name: name it, or declare a schema without it"
                )
            }
            let key = schema.isEmpty ? name.lowercased() : name
            if let other = seen.updateValue(name, forKey: key) {
                let words =
                    other == name
                    ? "has the column '\(name)' twice"
                    : "has '\(other)' and '\(name)', which differ by case only"
                throw problem(words + ": rename one")
            }
        }
        guard schema.isEmpty || !wanted.isDisjoint(with: names) else {
            throw problem(
                "is no header of the fields "
                    + schema.map { "'\($0.key)'" }.joined(separator: ", ")
                    + ": correct the schema, or containsHeader"
            )
        }
        for field in schema where field.isRequired && !names.contains(field.key) {
            throw problem("has no column '\(field.key)', which is required: add it")
        }
    }

    private func problem(_ reason: String) -> FileProblem { FileProblem(line: 1, reason: reason) }
}
