/// Where the service listens: `HOST:PORT`, with an IPv6 address in brackets; port 0 picks one.
struct ListenAddress: Equatable, Sendable {
    let host: String
    let port: Int

    init(_ text: String) throws(StartFailure) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { throw ListenAddress.refusal(of: text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw ListenAddress.refusal(of: text)
        }
        guard !host.isEmpty else { throw ListenAddress.refusal(of: text) }
        self.host = String(host)
        self.port = Int(port)
    }

    private static func refusal(of text: String) -> StartFailure {
        StartFailure(.usage, "'\(text)' is no address to listen on: write it as 127.0.0.1:9900")
    }

    /// Whether only this machine can reach it.
    var isLoopback: Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        let isFour = numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
        return host == "localhost" || host == "::1" || (isFour && numbers[0] == "127")
    }

    func url(port: Int) -> String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
