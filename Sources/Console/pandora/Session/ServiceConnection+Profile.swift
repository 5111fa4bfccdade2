import HTTPTransport
import PipelineClient
import PipelineSigning
import Settings

extension ServiceConnection {
    /// Connects to a profile's service, with the proxy and the certificates of the environment.
    ///
    /// The settings are read first, since a connection that was opened must be closed.
    init(
        to profile: Profile,
        by network: NetworkSettings,
        authorizer: any RequestAuthorizer,
        retry: RetryPolicy = RetryPolicy(),
        observe: @escaping ObservingMiddleware.Observer = { _ in }
    ) {
        self.init(
            endpoint: profile.endpoint,
            proxy: network.proxy.map { ($0.host, $0.port) },
            caFile: network.caFile,
            authorizer: authorizer,
            retry: retry,
            observe: observe
        )
    }
}
