import HTTPTransport
import Settings

extension HTTPTransport {
    /// A transport to a profile's service, by the proxy and with the certificates the environment names.
    ///
    /// The settings are read before, since a transport that was made must be closed.
    init(to profile: Profile, by network: NetworkSettings) {
        self.init(
            endpoint: profile.endpoint,
            proxy: network.proxy.map { ($0.host, $0.port) },
            caFile: network.caFile
        )
    }
}
