import PipelineAPI

/// A line of the audit file: a change, and the user of this machine who made it.
package struct AuditEntry: Codable, Equatable, Sendable {
    package let user: String
    package let change: ActivityEntry

    private enum Key: CodingKey { case user }

    package init(user: String, change: ActivityEntry) {
        self.user = user
        self.change = change
    }

    package init(from decoder: any Decoder) throws {
        user = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .user)
        change = try ActivityEntry(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try change.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(user, forKey: .user)
    }
}
