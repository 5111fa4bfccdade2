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
}
