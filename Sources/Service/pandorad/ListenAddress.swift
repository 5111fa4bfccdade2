/// The address to serve on, `HOST:PORT`.
struct ListenAddress: Equatable {
    let host: String
    let port: Int

    init(_ text: String) throws(StartFailure) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon > text.startIndex
        else {
            throw StartFailure(
                64,
                "'\(text)' is not an address: write HOST:PORT, such as 127.0.0.1:9900"
            )
        }
        host = String(text[..<colon])
        self.port = port
    }

    /// Whether it can be reached from this machine only.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
