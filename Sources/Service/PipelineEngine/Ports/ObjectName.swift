package import PipelineAPI

package import struct FoundationEssentials.Date

/// Derives the name of an export's file from its prefix, as both documents specify.
///
/// `$(year)`, `$(mon)`, `$(day)`, `$(hour)`, `$(min)` and `$(sec)` are the time of writing; a prefix with
/// none of them gets `yyyy-MM-dd-HH-mm-ss` at its end.
package enum ObjectName {
    package static func name(
        from prefix: String,
        at time: Date,
        in zone: LocalZone
    ) throws(APIError) -> String {
        let filled = try fill(prefix, at: time, in: zone)
        guard VariableScope.names(in: prefix).isEmpty else { return filled }
        let format = try TimeFormat("yyyy-MM-dd-HH-mm-ss")
        return filled + format.text(of: CivilTime(time, in: zone))
    }

    /// Returns the prefix with its variables replaced, and nothing added.
    ///
    /// Throws `E18657` for a variable other than these six.
    package static func fill(
        _ prefix: String,
        at time: Date,
        in zone: LocalZone
    ) throws(APIError) -> String {
        for name in VariableScope.names(in: prefix) where !variables.contains(name) {
            throw APIError(
                .undefinedVariable,
                "'$(\(name))' is no variable of an export's name: use "
                    + variables.map { "$(\($0))" }.joined(separator: ", ")
            )
        }
        return try VariableScope(user: [], parameters: [:], batchTime: time, zone: zone)
            .fill(prefix)
    }

    package static let variables = ["year", "mon", "day", "hour", "min", "sec"]
}
