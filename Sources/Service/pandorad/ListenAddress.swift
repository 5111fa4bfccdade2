import Settings

/// The address to serve on: `HOST:PORT`, or `[HOST]:PORT` for an address with colons.
struct ListenAddress: Equatable {
    /// The host, without the brackets of an IPv6 address.
    let host: String
    let port: Int

    init(_ text: String) throws(StartFailure) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw ListenAddress.refusal(of: text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            let number = host.prefix { $0 != "%" }
            guard AddressBlock(String(number))?.isLong == true else {
                throw ListenAddress.refusal(of: text)
            }
        } else if host.contains(":") {
            throw StartFailure(
                64,
                "'\(text)' is not an address: put an IPv6 address in brackets, such as [::1]:9900"
            )
        }
        guard !host.isEmpty, !host.contains(where: "[]".contains) else {
            throw ListenAddress.refusal(of: text)
        }
        self.host = String(host)
        self.port = port
    }

    private static func refusal(of text: String) -> StartFailure {
        StartFailure(
            64,
            "'\(text)' is not an address: write HOST:PORT, such as 127.0.0.1:9900 or [::1]:9900"
        )
    }

    /// Returns the URL of the service once its port is known.
    func url(port: Int) -> String { "http://\(authority(port: port))" }

    /// The address as it is written.
    var text: String { authority(port: port) }

    private func authority(port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Whether it can be reached from this machine only.
    var isLoopback: Bool { host == "localhost" || AddressBlock(host)?.isLoopback == true }
}
