import Hummingbird
import NIOCore

/// What travels with a request inside the server: its id, and who sent it.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The sender's address without its port.
    let clientAddress: String?
    /// The answer's `X-Reqid`; set by the outermost middleware.
    var requestID = ""

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        clientAddress = source.channel.remoteAddress?.ipAddress
    }
}
