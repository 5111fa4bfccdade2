import FoundationEssentials
import HTTPTransport
import PipelineAPI
import PipelineEngine

/// Posts records to a URL, as text or as JSON, one record per line.
struct HTTPDestination: Sendable {
    /// Throws with the HTTP status, or the network's message, if a request is not accepted.
    func deliver(_ delivery: Delivery) async throws(DeliveryFailure) {
        let spec = try delivery.spec(as: HTTPExportSpec.self)
        let isJSON = spec.format == "json"
        let endpoint = HTTPDestination.endpoint(of: spec.host ?? "")
        let transport = HTTPTransport(endpoint: endpoint)
        do {
            while let records = try delivery.nextRecords() {
                let lines = try records.map { record in
                    isJSON
                        ? String(decoding: try JSONCoding.encode(record), as: UTF8.self)
                        : PointText.format(record, schema: delivery.schema, escaping: .all)
                }
                let request = WireRequest(
                    .post,
                    HTTPDestination.path(of: spec.uri ?? "/"),
                    headers: ["Content-Type": isJSON ? "application/json" : "text/plain"],
                    body: Data(lines.joined(separator: "\n").utf8)
                )
                let answer = try await transport.send(request)
                guard (200..<300).contains(answer.status) else {
                    throw DeliveryFailure(
                        "'\(endpoint)\(spec.uri ?? "")' answered \(answer.status): look at its log"
                    )
                }
            }
            await transport.close()
        } catch {
            await transport.close()
            throw (error as? DeliveryFailure)
                ?? DeliveryFailure((error as? APIError)?.message ?? "\(error)")
        }
    }

    /// Returns the base URL of a host, which may contain a scheme; without one it is plain HTTP.
    static func endpoint(of host: String) -> String {
        let full = host.contains("://") ? host : "http://" + host
        return full.hasSuffix("/") ? String(full.dropLast()) : full
    }

    static func path(of uri: String) -> String { uri.hasPrefix("/") ? uri : "/" + uri }
}
