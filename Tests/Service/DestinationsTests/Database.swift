import GRDB

/// A destination's database, looked at as anybody may.
struct Database {
    private let queue: DatabaseQueue

    init(_ fixture: DestinationFixture, _ name: String) throws {
        queue = try DatabaseQueue(path: "\(fixture.root)/destinations/\(name).sqlite")
    }

    func count(_ table: String) throws -> Int? {
        try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \"\(table)\"") }
    }

    /// The texts of a column, in order.
    func texts(_ table: String, _ column: String) throws -> [String] {
        try queue.read {
            try String.fetchAll(
                $0,
                sql: "SELECT CAST(\"\(column)\" AS TEXT) FROM \"\(table)\" ORDER BY 1"
            )
        }
    }

    func execute(_ sql: String) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }
}
