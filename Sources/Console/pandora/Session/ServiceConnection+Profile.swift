import HTTPTransport
import PipelineClient
import PipelineSigning
import Settings

extension ServiceConnection {
    /// Connects to a profile's service, by the proxy and with the certificates the environment names.
    ///
    /// The settings are read before, since a connection that was made must be closed.
    init(
        to profile: Profile,
        by network: NetworkSettings,
        authorizer: any RequestAuthorizer,
        observe: @escaping ObservingMiddleware.Observer = { _ in }
    ) {
        self.init(
            endpoint: profile.endpoint,
            proxy: network.proxy.map { ($0.host, $0.port) },
            caFile: network.caFile,
            authorizer: authorizer,
            observe: observe
        )
    }
}
