package import PipelineAPI

/// The field names of a result whose columns have names that no field can have: `count(1)` becomes `count_1`.
///
/// They are made once, when the SQL is described, and kept with the definition, so that the data has the names of
/// the schema also where a variable is part of an expression and changes the engine's name from run to run.
package struct ResultNames: Codable, Equatable, Sendable {
    /// The names of all fields, in the order of the columns.
    package let fields: [String]
    /// The places of the columns that were renamed, ascending from 0.
    package let renamed: [Int]

    /// Makes the names.
    ///
    /// Each group of characters that are no letters, digits or `_` becomes one `_`, none at the ends. A name that
    /// begins with a digit then gets a `_` before it; one of which nothing is left is `_cN`, N counted from 0. A name
    /// that another column has already, compared without case, gets `_2`, `_3` and so on.
    package init(columns: [String]) {
        let kept = columns.filter { Identifier.problem(with: $0) == nil }
        var taken = Set(kept.map { $0.lowercased() })
        var fields: [String] = []
        var renamed: [Int] = []
        for (index, column) in columns.enumerated() {
            guard Identifier.problem(with: column) != nil else {
                fields.append(column)
                continue
            }
            let wanted = ResultNames.field(named: column, at: index)
            var name = wanted
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = "\(wanted.prefix(ResultNames.longest - 5))_\(number)"
                number += 1
            }
            fields.append(name)
            renamed.append(index)
        }
        self.fields = fields
        self.renamed = renamed
    }

    /// The places of the columns that keep their names, ascending from 0.
    ///
    /// A computation whose columns have other names there, or another number, is not the one that was described.
    package var kept: [Int] {
        let places = Set(renamed)
        return fields.indices.filter { !places.contains($0) }
    }

    private static let longest = 128

    private static func field(named column: String, at index: Int) -> String {
        // Spark's name of the same expression.
        let star = "count_star()"
        let spark = column.hasPrefix(star) ? "count(1)" + column.dropFirst(star.count) : column
        let words = spark.split { character in
            !(character.isASCII && (character.isLetter || character.isNumber || character == "_"))
        }
        let joined = words.joined(separator: "_").prefix(longest - 1)
        guard let first = joined.first else { return "_c\(index)" }
        return first.isNumber ? "_\(joined)" : String(joined)
    }
}

extension SQLEngine {
    /// Returns the fields of a query's result, and their names where any column was renamed.
    ///
    /// Throws what `describe` throws.
    package func resultFields(
        of sql: String,
        tables: [InputTable]
    ) async throws(APIError) -> (fields: [SchemaField], names: ResultNames?) {
        var fields = try await describe(sql, tables: tables)
        let names = ResultNames(columns: fields.map(\.key))
        guard !names.renamed.isEmpty else { return (fields, nil) }
        for index in fields.indices { fields[index].key = names.fields[index] }
        return (fields, names)
    }
}
