import PipelineAPI

/// The value of `--prefix-zone`: an offset from UTC, from -23:59 to +23:59, or the machine's own zone.
struct PrefixZone {
    let zone: LocalZone

    /// Returns `nil` for what is neither `+HH:MM`, `-HH:MM` nor `local`.
    init?(_ text: String) {
        guard text != "local" else {
            zone = .system
            return
        }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        let isWritten = parts.count == 2 && parts.allSatisfy { $0.utf8.count == 2 }
        guard let sign = text.first, sign == "+" || sign == "-", isWritten,
            let hours = UInt8(parts[0]), hours < 24, let minutes = UInt8(parts[1]), minutes < 60
        else { return nil }
        let seconds = Int(hours) * 3600 + Int(minutes) * 60
        zone = .fixed(seconds: sign == "-" ? -seconds : seconds)
    }
}
