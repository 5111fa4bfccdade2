import FoundationEssentials
import NIOCore
import NIOPosix
import NIOSSL

/// The time in which a certificate is valid.
///
/// The library tells of a certificate only that it is not trusted, and one that has expired is mended by its keepers and
/// not by naming its CA.
struct CertificateDates: Equatable, Sendable {
    let begin: Date
    let end: Date

    /// Returns what is wrong with the dates and what to do; `nil` if they are valid.
    func problem(at now: Date) -> String? {
        if now > end {
            return "its certificate has expired on \(day(end)): ask its keepers for a new one"
        }
        guard now < begin else { return nil }
        return "its certificate is not valid before \(day(begin)): check the clock of this machine"
    }

    private func day(_ date: Date) -> String {
        date.formatted(.iso8601.year().month().day())
    }
}

extension CertificateDates {
    /// The longest time for connecting, and then for the handshake.
    private static let limit = TimeAmount.seconds(5)

    /// Looks up the certificate of a server; `nil` if it shows none in time.
    ///
    /// The handshake is broken off once the certificate has come, so that nothing is sent.
    static func read(from endpoint: String) async -> CertificateDates? {
        guard let url = URL(string: endpoint), let host = url.host(),
            let context = try? NIOSSLContext(configuration: .makeClientConfiguration())
        else { return nil }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let found = loop.makePromise(of: CertificateDates?.self)
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(limit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        handler(context, host, found)
                    )
                }
            }
        guard let channel = try? await bootstrap.connect(host: host, port: url.port ?? 443).get()
        else {
            found.succeed(nil)
            return nil
        }
        let end = loop.scheduleTask(in: limit) { found.succeed(nil) }
        channel.closeFuture.whenComplete { _ in found.succeed(nil) }
        let dates = try? await found.futureResult.get()
        end.cancel()
        try? await channel.close()
        return dates
    }

    private static func handler(
        _ context: NIOSSLContext,
        _ host: String,
        _ found: EventLoopPromise<CertificateDates?>
    ) throws -> NIOSSLClientHandler {
        // An address is no name, and the library refuses it in place of one.
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(
            context: context,
            serverHostname: isAddress ? nil : host,
            customVerificationCallback: { certificates, verdict in
                found.succeed(certificates.first.map(CertificateDates.init))
                verdict.succeed(.failed)
            }
        )
    }

    private init(_ certificate: NIOSSLCertificate) {
        begin = Date(timeIntervalSince1970: TimeInterval(certificate.notValidBefore))
        end = Date(timeIntervalSince1970: TimeInterval(certificate.notValidAfter))
    }
}
