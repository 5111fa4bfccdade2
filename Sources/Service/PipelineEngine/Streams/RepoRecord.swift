package import PipelineAPI

package import struct FoundationEssentials.Data
package import struct FoundationEssentials.Date

/// A repo, as it is stored.
package struct RepoRecord: Identified, Codable, Equatable, Sendable {
    package var name: String
    package var repo: Repo
    package var identity: Int64 = 0

    /// The members that are stored as JSON; the store keeps the identity beside it.
    private enum CodingKeys: CodingKey { case name, repo }

    package init(name: String, repo: Repo) {
        self.name = name
        self.repo = repo
    }
}

/// Points that were posted, or computed, together: a JSON array of objects.
package struct PointBatch: Equatable, Sendable {
    package var count: Int
    package var json: Data
    package var arrivedAt: Date

    package init(count: Int, json: Data, arrivedAt: Date) {
        self.count = count
        self.json = json
        self.arrivedAt = arrivedAt
    }
}

/// A batch of points in its repo; `position` increases with each batch of the store.
package struct StoredBatch: Equatable, Sendable {
    package var position: Int64
    package var count: Int
    package var json: Data
    package var arrivedAt: Date

    package init(position: Int64, count: Int, json: Data, arrivedAt: Date) {
        self.position = position
        self.count = count
        self.json = json
        self.arrivedAt = arrivedAt
    }
}
