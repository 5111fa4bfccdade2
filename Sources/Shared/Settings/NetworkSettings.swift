/// The proxy and the trusted certificates with which this machine reaches a service.
///
/// They come from the environment variables that other programs use too, in upper or lower case. Addresses of this
/// machine never go through a proxy.
package struct NetworkSettings: Equatable, Sendable {
    package struct Proxy: Equatable, Sendable {
        package var host: String
        package var port: Int
    }

    package var proxy: Proxy?
    /// The path of certificates in PEM to trust instead of the system's.
    package var caFile: String?

    /// - Throws: for an invalid proxy, naming its variable.
    package init(endpoint: String, environment: [String: String]) throws(SettingsError) {
        func value(_ name: String) -> (name: String, text: String)? {
            for name in [name, name.lowercased()] {
                if let text = environment[name], !text.isEmpty { return (name, text) }
            }
            return nil
        }
        caFile = value("SSL_CERT_FILE")?.text
        guard let (scheme, address) = EndpointText.parts(endpoint),
            !Self.isLocal(address.host),
            let variable = value("\(scheme.uppercased())_PROXY") ?? value("ALL_PROXY"),
            !Self.isExempt(address, from: value("NO_PROXY")?.text ?? "", scheme: scheme)
        else { return }
        proxy = try Self.proxy(variable.text, variable: variable.name)
    }

    private static func proxy(
        _ text: String,
        variable: String
    ) throws(SettingsError) -> Proxy {
        var rest = Substring(text)
        if let separator = rest.firstRange(of: "://") {
            guard rest[..<separator.lowerBound] == "http" else {
                throw SettingsError("\(variable) is not an HTTP proxy: write http://host:port")
            }
            rest = rest[separator.upperBound...]
        }
        while rest.hasSuffix("/") { rest.removeLast() }
        guard !rest.contains("@") else {
            // The value is not quoted, since it contains a password.
            throw SettingsError("\(variable) has a user in it: give a proxy that asks for none")
        }
        guard let address = HostAndPort(rest), !address.host.isEmpty else {
            throw SettingsError("\(variable) '\(text)' is no address: write http://host:port")
        }
        return Proxy(host: address.host, port: address.port ?? 80)
    }

    /// Returns whether `NO_PROXY` names the host, one of its domains, a block of addresses with it, or every host.
    private static func isExempt(_ address: HostAndPort, from list: String, scheme: String) -> Bool
    {
        var host = address.host.lowercased()[...]
        if host.hasSuffix(".") { host.removeLast() }
        let port = address.port ?? (scheme == "https" ? 443 : 80)
        let number = AddressBlock(String(host))
        return list.split { $0 == "," || $0.isWhitespace }.contains { item in
            if item == "*" { return true }
            if let block = AddressBlock(String(item)) { return number.map(block.contains) ?? false }
            guard let wanted = HostAndPort(Substring(item.lowercased())),
                wanted.port == nil || wanted.port == port
            else { return false }
            if let block = AddressBlock(wanted.host) { return number.map(block.contains) ?? false }
            let domain = wanted.host.drop { $0 == "." || $0 == "*" }
            return !domain.isEmpty && (host == domain || host.hasSuffix(".\(domain)"))
        }
    }

    /// Whether an endpoint is an address of this machine.
    package static func isLocal(endpoint: String) -> Bool {
        EndpointText.parts(endpoint).map { isLocal($0.address.host) } ?? false
    }

    private static func isLocal(_ host: String) -> Bool {
        host.lowercased() == "localhost" || AddressBlock(host)?.isLoopback == true
    }
}
