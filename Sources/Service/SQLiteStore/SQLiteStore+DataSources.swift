import GRDB
package import PipelineAPI

extension SQLiteStore {
    package func dataSources() async throws(APIError) -> [DataSource] {
        try await read {
            try JSONColumn.values(
                DataSource.self,
                $0,
                sql: "SELECT json FROM data_source ORDER BY name"
            )
        }
    }

    package func dataSource(named name: String) async throws(APIError) -> DataSource? {
        try await read {
            try JSONColumn.values(
                DataSource.self,
                $0,
                sql: "SELECT json FROM data_source WHERE name = ?",
                arguments: [name]
            ).first
        }
    }

    package func insert(_ source: DataSource) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "INSERT INTO data_source (name, json) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [source.name, try JSONColumn.text(of: source)]
            )
        }
    }

    package func update(_ source: DataSource) async throws(APIError) -> Bool {
        try await write {
            try $0.changes(
                "UPDATE data_source SET json = ? WHERE name = ?",
                [try JSONColumn.text(of: source), source.name]
            )
        }
    }

    package func deleteDataSource(named name: String) async throws(APIError) -> Bool {
        try await write { try $0.changes("DELETE FROM data_source WHERE name = ?", [name]) }
    }
}
