/// Sizes in binary units, three digits at the most before the unit: `812 B`, `12.3 KiB`, `4.0 MiB`.
package enum ByteText {
    package static func of(_ bytes: Int) -> String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        var value = bytes * 10 / 1024
        var units = ["KiB", "MiB", "GiB", "TiB"][...]
        while value >= 10240, units.count > 1 {
            value /= 1024
            units = units.dropFirst()
        }
        return "\(value / 10).\(value % 10) \(units.first ?? "")"
    }
}
