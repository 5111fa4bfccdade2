import GRDB
package import PipelineAPI

extension SQLiteStore {
    package func userVariables() async throws(APIError) -> [Variable] {
        try await read {
            try JSONColumn.values(
                Variable.self,
                $0,
                sql: "SELECT json FROM variable ORDER BY name"
            )
        }
    }

    package func insert(_ variable: Variable) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "INSERT INTO variable (name, json) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [variable.name, try JSONColumn.text(of: variable)]
            )
        }
    }

    package func update(_ variable: Variable) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "UPDATE variable SET json = ? WHERE name = ?",
                [try JSONColumn.text(of: variable), variable.name]
            )
        }
    }

    package func deleteVariable(named name: String) async throws(APIError) -> Bool {
        try await write { try $0.changes("DELETE FROM variable WHERE name = ?", [name]) }
    }
}
