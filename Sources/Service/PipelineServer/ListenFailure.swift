import Glibc
import NIOCore

/// Why a server cannot listen on its address.
package enum ListenFailure: Error, Equatable, Sendable, CaseIterable {
    case addressInUse, addressNotAvailable, portNotPermitted, hostUnknown

    /// Returns `nil` where the network reports anything else.
    init?(_ error: any Error) {
        if error is SocketAddressError.UnknownHost {
            self = .hostUnknown
            return
        }
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .addressInUse
        case EADDRNOTAVAIL: self = .addressNotAvailable
        case EACCES: self = .portNotPermitted
        default: return nil
        }
    }

    /// The reason in words, and what to do.
    package var reason: String {
        switch self {
        case .addressInUse:
            "another program listens there: give --listen another port, or port 0 for a free one"
        case .addressNotAvailable:
            "it is not an address of this machine: give --listen one that is, such as 127.0.0.1:9900"
        case .portNotPermitted:
            "this user may not listen on that port: give --listen a port from 1024 on"
        case .hostUnknown:
            "the name of the host cannot be resolved: give --listen an address, such as 127.0.0.1:9900"
        }
    }
}
