package import PipelineAPI

package import struct FoundationEssentials.Date

/// A transform or an export: what reads a repo's points, in their order, from a position on.
package struct StreamTask: Codable, Equatable, Sendable {
    package var key: StreamKey
    package var work: StreamWork
    package var createdAt: Date

    package init(key: StreamKey, work: StreamWork, createdAt: Date) {
        self.key = key
        self.work = work
        self.createdAt = createdAt
    }

    /// The repo a transform writes to; `nil` for an export.
    package var destination: String? {
        guard case .transform(let definition) = work else { return nil }
        return definition.destination
    }
}

/// Which of a repo's transforms or exports.
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

/// What is done with the points.
package enum StreamWork: Codable, Equatable, Sendable {
    case transform(TransformDefinition)
    case export(ExportDefinition)
}

/// A transform as it was created, with its defaults filled in.
package struct TransformDefinition: Codable, Equatable, Sendable {
    package var destination: String
    package var spec: TransformSpec
    /// Whether the transform made its destination, which then is deleted with it.
    package var ownsDestination: Bool

    package init(destination: String, spec: TransformSpec, ownsDestination: Bool) {
        self.destination = destination
        self.spec = spec
        self.ownsDestination = ownsDestination
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

/// How far a task has read; changed only together with what its points became.
package struct StreamPosition: Equatable, Sendable {
    /// The position of the last batch that was read; 0 before the first.
    package var position: Int64
    /// Points read so far.
    package var processed: Int
    /// Why the last attempt failed, in words.
    package var lastError: String?
    package var lastTime: Date?

    package init(
        position: Int64,
        processed: Int = 0,
        lastError: String? = nil,
        lastTime: Date? = nil
    ) {
        self.position = position
        self.processed = processed
        self.lastError = lastError
        self.lastTime = lastTime
    }
}
