import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Settings

/// Tries whether a namenode answers, without Spark and without its protocol.
struct NamenodeCheck: Sendable {
    private let store: Stores.FileSystemStore
    private let connection: ServerConnection

    init(_ store: Stores.FileSystemStore) {
        self.store = store
        connection = ServerConnection(
            "http://" + store.url.dropFirst("hdfs://".count),
            setting: "hdfs.url",
            authorization: nil
        )
    }

    func close() async { await connection.close() }

    /// A port of Hadoop's answers a request of HTTP with a sentence that says so; it tells no version.
    func check() async throws -> StoreCheck.Standing {
        let answer = try await connection.send(.get, "/")
        let text = String(decoding: answer.body, as: UTF8.self)
        guard text.contains("Hadoop IPC port") else {
            throw DeliveryFailure(
                "'\(store.url)' answers, and not as a namenode does: correct hdfs.url in stores.yaml, whose port is "
                    + "that of fs.defaultFS"
            )
        }
        return StoreCheck.Standing(
            version: "Hadoop, no version told",
            rights: "its port answers; user '\(store.user)' is tried when Spark reads or writes"
        )
    }
}
