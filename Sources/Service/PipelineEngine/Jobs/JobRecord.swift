package import PipelineAPI

package import struct FoundationEssentials.Date

/// A job, as it is stored.
package struct JobRecord: Identified, Codable, Equatable, Sendable {
    package var name: String
    package var definition: JobDefinition
    /// The columns of the result, as the SQL engine described them.
    package var schema: [SchemaField]
    /// The names of the result's fields, where they are not those of the SQL's columns.
    package var names: ResultNames?
    /// Whether its schedule is active: true from creation, false after a stop, true after a start.
    package var isScheduled: Bool
    package var createdAt: Date
    package var identity: Int64 = 0

    /// The members that are stored as JSON; the store keeps the identity beside it.
    private enum CodingKeys: CodingKey {
        case name, definition, schema, names, isScheduled, createdAt
    }

    package init(
        name: String,
        definition: JobDefinition,
        schema: [SchemaField],
        names: ResultNames? = nil,
        isScheduled: Bool = true,
        createdAt: Date
    ) {
        self.name = name
        self.definition = definition
        self.schema = schema
        self.names = names
        self.isScheduled = isScheduled
        self.createdAt = createdAt
    }

    package func reads(_ source: String, _ type: JobSourceType) -> Bool {
        definition.srcs.contains { $0.name == source && $0.type == type }
    }
}
