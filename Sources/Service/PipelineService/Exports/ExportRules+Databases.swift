import PipelineAPI
import PipelineEngine

/// The rules of what is written to databases.
extension ExportRules {
    /// Checks that a table can be made: the names that the service and SQLite use are not free.
    func checkTable(_ name: String?, _ place: String) throws(APIError) {
        try checkIdentifier(name ?? "", place)
        for prefix in ["pandora_", "sqlite_"]
        where ExportRules.folded(name ?? "").hasPrefix(prefix) {
            throw APIError(
                invalid,
                "'spec.\(place)' is '\(name ?? "")': names that begin with '\(prefix)' are the "
                    + "service's own, use another"
            )
        }
    }

    /// Checks that the columns of a table can stand beside each other: their case does not tell them apart.
    func checkColumns(_ names: [String]) throws(APIError) {
        var known: [String: String] = [:]
        for name in names.sorted() {
            try checkIdentifier(name, "columns")
            let folded = ExportRules.folded(name)
            guard folded != "pandora_run" else {
                throw APIError(
                    invalid,
                    "'spec.columns' has '\(name)', a column of the service's own: use another name"
                )
            }
            if let other = known.updateValue(name, forKey: folded) {
                throw APIError(
                    invalid,
                    "'spec.columns' has '\(other)' and '\(name)', which are one column: rename one"
                )
            }
        }
    }

    /// Checks that no list or map is mapped to a series, which has room for single values only.
    func checkScalars(_ mapping: [String: String]?, _ place: String) throws(APIError) {
        for (key, text) in (mapping ?? [:]).sorted(by: { $0.key < $1.key }) {
            let name = FieldReference.name(in: text) ?? text
            guard let type = fields.first(where: { $0.key == name })?.valtype,
                [.array, .map].contains(type)
            else { continue }
            throw APIError(
                invalid,
                "'spec.\(place).\(key)' names field '\(name)' of type \(type), which a series cannot "
                    + "hold: leave it out, or set omitInvalid"
            )
        }
    }

    func checkMongo(_ spec: MongoExportSpec) throws(APIError) {
        try require(spec.host, "host")
        try require(spec.dbName, "dbName")
        try require(spec.collName, "collName")
        try checkTable(spec.collName, "collName")
        try require(spec.mode, "mode")
        try require(spec.mode?.uppercased(), "mode", in: ["INSERT", "UPDATE", "UPSERT"])
        let isInsert = spec.mode?.uppercased() == "INSERT"
        guard isInsert || spec.updateKey?.isEmpty == false else {
            throw APIError(
                invalid,
                "'spec.updateKey' is empty: name the fields that tell a document"
            )
        }
        let given = keysGiven(by: spec.doc)
        for key in spec.updateKey ?? [] where !given.contains(key) {
            try checkField(key, "updateKey")
        }
        guard let doc = spec.doc, doc != .null else { return }
        guard case .object(let members) = doc else {
            throw APIError(invalid, "'spec.doc' is no object: give a document or operators")
        }
        if UpdateOperator.isUpdate(doc) {
            guard !isInsert else {
                throw APIError(
                    invalid,
                    "'spec.doc' has operators, which change documents: use mode UPDATE or UPSERT"
                )
            }
            if let problem = UpdateOperator.problem(in: members) {
                throw APIError(invalid, "'spec.doc': \(problem)")
            }
        }
        for (name, part) in members.sorted(by: { $0.key < $1.key })
        where !["$unset", "$rename"].contains(name) {
            try checkReferences(in: part, "doc.\(name)")
        }
    }

    /// Returns the names whose values a document of a mongo export says.
    private func keysGiven(by doc: JSONValue?) -> Set<String> {
        guard case .object(let members)? = doc else { return [] }
        var names = Set(members.keys.filter { !$0.hasPrefix("$") })
        for part in ["$set", "$setOnInsert"] {
            if case .object(let values)? = members[part] { names.formUnion(values.keys) }
        }
        return names
    }

    /// Checks the references in a document of a mongo export: texts that begin with `#` are fields.
    private func checkReferences(in value: JSONValue, _ place: String) throws(APIError) {
        switch value {
        case .object(let members):
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                try checkReferences(in: value, "\(place).\(key)")
            }
        case .array(let elements):
            for element in elements { try checkReferences(in: element, place) }
        case .string(let text) where text.hasPrefix("#"): try checkField(text, place)
        default: return
        }
    }

    /// Checks that a name can be one of SQL.
    private func checkIdentifier(_ name: String, _ place: String) throws(APIError) {
        guard !name.isEmpty, !name.unicodeScalars.contains("\0") else {
            throw APIError(
                invalid,
                "'spec.\(place)' has a name that is empty or has a zero character: use another"
            )
        }
    }

    /// Returns a name with A to Z in lower case: by these alone names of SQL are compared.
    private static func folded(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { scalar in
                    ("A"..."Z").contains(scalar)
                        ? Unicode.Scalar(UInt8(ascii: scalar) + 32) : scalar
                }
            )
        )
    }
}
