import Hummingbird
import NIOCore

/// The data of a request inside the server: its id and its sender's address.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The sender's IP address.
    let clientAddress: String?
    /// The response's `X-Reqid`; set by the outermost middleware.
    var requestID = ""

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        clientAddress = source.channel.remoteAddress?.ipAddress
    }
}
