package import PipelineAPI

package import struct FoundationEssentials.Date

/// A transform or an export: it reads a repo's points in order, from a position on.
package struct StreamTask: Identified, Codable, Equatable, Sendable {
    package var key: StreamKey
    package var work: StreamWork
    package var createdAt: Date
    package var identity: Int64 = 0

    /// The members that are stored as JSON; the store keeps the identity beside it.
    private enum CodingKeys: CodingKey { case key, work, createdAt }

    package init(key: StreamKey, work: StreamWork, createdAt: Date) {
        self.key = key
        self.work = work
        self.createdAt = createdAt
    }

    /// The name by which destinations know the task: no task that is created later has it.
    package var source: String { "\(key.repo)/\(key.name)#\(identity)" }

    /// The repo that a transform writes to; `nil` for an export.
    package var destination: String? {
        guard case .transform(let definition) = work else { return nil }
        return definition.destination
    }
}

/// The name of a transform or an export: its kind, its repo and its own name.
///
/// One that is created again has the same key and another identity.
package struct StreamKey: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable {
        case transform, export
    }

    package var kind: Kind
    package var repo: String
    package var name: String

    package init(_ kind: Kind, repo: String, name: String) {
        self.kind = kind
        self.repo = repo
        self.name = name
    }
}

/// The work of a task on its points.
package enum StreamWork: Codable, Equatable, Sendable {
    case transform(TransformDefinition)
    case export(ExportDefinition)
}

/// A transform as it was created, with its defaults filled in.
package struct TransformDefinition: Codable, Equatable, Sendable {
    package var destination: String
    package var spec: TransformSpec
    /// Whether the transform created its destination, which is deleted with it then.
    package var ownsDestination: Bool
    /// The names of the result's fields, where they are not those of the SQL's columns.
    package var names: ResultNames?

    package init(
        destination: String,
        spec: TransformSpec,
        ownsDestination: Bool,
        names: ResultNames? = nil
    ) {
        self.destination = destination
        self.spec = spec
        self.ownsDestination = ownsDestination
        self.names = names
    }
}

/// An export as it was created.
package struct ExportDefinition: Codable, Equatable, Sendable {
    package var type: ExportType
    package var whence: Whence?
    package var spec: JSONValue

    package init(type: ExportType, whence: Whence? = nil, spec: JSONValue) {
        self.type = type
        self.whence = whence
        self.spec = spec
    }
}

/// How far a task has read; it changes only together with the task's output.
package struct StreamPosition: Equatable, Sendable {
    /// The position of the last batch that was read; 0 before the first.
    package var position: Int64
    /// The number of points read so far.
    package var processed: Int
    /// Why the last step failed; `nil` if it succeeded.
    package var lastError: String?
    package var lastTime: Date?
    /// The time of the last step that succeeded.
    package var successTime: Date?
    /// The identity of the task whose position it is.
    package var identity: Int64

    package init(
        position: Int64,
        processed: Int = 0,
        lastError: String? = nil,
        lastTime: Date? = nil,
        successTime: Date? = nil,
        identity: Int64 = 0
    ) {
        self.position = position
        self.identity = identity
        self.processed = processed
        self.lastError = lastError
        self.lastTime = lastTime
        self.successTime = successTime
    }
}
