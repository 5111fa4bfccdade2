import FoundationEssentials
import GRDB
package import PipelineEngine
import SystemPackage

/// Destinations as SQLite files below one directory, readable with `sqlite3`.
package struct SQLiteDestinations: DestinationStore {
    private let directory: String

    /// How long a delivery waits for a database that something else writes to, in seconds.
    private static let patience = 60.0

    package init(directory: String) {
        self.directory = directory
    }

    package func write(_ delivery: StoreDelivery) async throws(DeliveryFailure) {
        let path = directory + "/" + delivery.file
        do {
            try FileManager.default.createDirectory(
                atPath: FilePath(path).removingLastComponent().string,
                withIntermediateDirectories: true
            )
            let queue = try SQLiteDestinations.open(path, waiting: SQLiteDestinations.patience)
            try await queue.write { try DestinationTables(database: $0).write(delivery) }
            try queue.close()
        } catch let error as DeliveryFailure {
            throw error
        } catch {
            throw SQLiteDestinations.failure(error, delivery.file)
        }
    }

    package func forget(_ source: String, in file: String) async {
        let path = directory + "/" + file
        guard FileManager.default.fileExists(atPath: path) else { return }
        // Something that writes for longer than this leaves rows behind that nothing reads.
        let queue = try? SQLiteDestinations.open(path, waiting: 1)
        try? await queue?.write { try DestinationTables(database: $0).forget(source) }
    }

    private static func open(_ path: String, waiting seconds: Double) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(seconds)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func failure(_ error: any Error, _ file: String) -> DeliveryFailure {
        let reason =
            switch (error as? DatabaseError)?.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: "another program writes to it: end that program"
            case .SQLITE_FULL: "the disk is full: make room"
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: "it is no sound SQLite file: move it away"
            case .SQLITE_TOOBIG: "a value is larger than SQLite holds: leave its field out"
            case let code?:
                "SQLite refused with code \(code.rawValue): check the disk and the table"
            case nil: "check the disk and who owns it"
            }
        return DeliveryFailure("'\(file)' cannot be written: \(reason)")
    }
}
