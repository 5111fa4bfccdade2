/// The text of a service's address: `http://host:port` or `https://…`.
enum EndpointText {
    /// Returns the text without slashes at its end; throws for one that is not an address.
    static func checked(_ text: String) throws(SettingsError) -> String {
        guard let scheme = ["http://", "https://"].first(where: { text.hasPrefix($0) }) else {
            throw SettingsError("'\(text)' is no address: begin it with http:// or https://")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else {
            // The value is not quoted, since the part before the sign may be a password.
            throw SettingsError("an address with a user in it is refused: give keys of their own")
        }
        guard rest.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw SettingsError(
                "'\(text)' is no address: write it in ASCII, a name of other letters as xn--…"
            )
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !rest.contains(where: "?#".contains)
        else {
            throw SettingsError("'\(text)' is no address: leave out blanks, '?' and '#'")
        }
        guard let address = HostAndPort(authority), !address.host.isEmpty else {
            let isIPv6 = authority.hasPrefix("[") || authority.filter { $0 == ":" }.count > 1
            throw SettingsError(
                isIPv6
                    ? "'\(text)' is no address: write an IPv6 address as \(scheme)[::1]:9900"
                    : "'\(text)' is no address: write \(scheme)host or \(scheme)host:port"
            )
        }
        var endpoint = Substring(text)
        while endpoint.hasSuffix("/") { endpoint.removeLast() }
        let path = endpoint.dropFirst(scheme.count).split(separator: "/").dropFirst()
        guard !path.contains(where: { $0.lowercased() == "v2" }) else {
            throw SettingsError(
                "'\(text)' is not the address alone: leave out '/v2', which every path begins with"
            )
        }
        return String(endpoint)
    }

    /// Returns scheme, host and port of a valid address.
    static func parts(_ endpoint: String) -> (scheme: String, address: HostAndPort)? {
        guard let separator = endpoint.firstRange(of: "://") else { return nil }
        let authority = endpoint[separator.upperBound...].prefix { $0 != "/" }
        return HostAndPort(authority).map { (String(endpoint[..<separator.lowerBound]), $0) }
    }
}

/// A host with an optional port: `host`, `host:port`, `[::1]` or `[::1]:port`.
struct HostAndPort: Equatable {
    /// The host, without the brackets of an IPv6 address.
    var host: String
    var port: Int?

    init?(_ text: Substring) {
        var rest = text
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = String(text[..<end].dropFirst())
            guard AddressBlock(host)?.isLong == true else { return nil }
            rest = text[end...].dropFirst()
        } else {
            host = String(text.prefix { $0 != ":" })
            guard !host.contains(where: "[]".contains) else { return nil }
            rest = text.dropFirst(host.count)
        }
        guard !rest.isEmpty else { return }
        let digits = rest.dropFirst()
        guard rest.first == ":", digits.allSatisfy({ ("0"..."9").contains($0) }),
            let port = Int(digits), (1...65_535).contains(port)
        else { return nil }
        self.port = port
    }
}
