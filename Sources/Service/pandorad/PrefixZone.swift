import ArgumentParser
import PipelineAPI

/// The value of `--prefix-zone`: an offset from UTC, from -23:59 to +23:59, or the machine's own zone.
struct PrefixZone: CustomStringConvertible {
    let zone: LocalZone
    /// The value as it was written.
    let description: String

    /// That of the API's documents.
    static let beijing = PrefixZone(zone: .beijing, description: "+08:00")

    private init(zone: LocalZone, description: String) {
        self.zone = zone
        self.description = description
    }

    /// Reads the option's value; throws what to write instead, which follows the value in the message.
    static func read(_ text: String) throws -> PrefixZone {
        if let zone = PrefixZone(text) { return zone }
        throw ValidationError("use an offset such as +08:00, or local")
    }

    /// Returns `nil` for what is neither `+HH:MM`, `-HH:MM` nor `local`.
    init?(_ text: String) {
        guard let zone = LocalZone(setting: text) else { return nil }
        self.init(zone: zone, description: text)
    }
}
