package import PipelineAPI
import PipelineSigning

/// Measures each request next to the transport and passes the record to observers.
package struct ObservingMiddleware: Middleware {
    package typealias Observer = @Sendable (RequestRecord) -> Void

    private let time: ClientTime
    private let observers: [Observer]

    package init(time: ClientTime, observers: [Observer]) {
        self.time = time
        self.observers = observers
    }

    package func handle(
        _ request: WireRequest,
        _ context: CallContext,
        next: Next
    ) async throws(APIError) -> WireResponse {
        let began = time.elapsed()
        var record = RequestRecord(
            call: context.name,
            path: request.path,
            duration: .zero,
            bytesSent: request.body.count,
            bytesReceived: 0
        )
        defer { for observe in observers { observe(record) } }
        do throws(APIError) {
            let response = try await next(request)
            record.duration = time.elapsed() - began
            record.status = response.status
            record.bytesReceived = response.body.count
            record.scheduleZone = response.headers[WireResponse.scheduleZoneField]
            record.serviceTime = response.headers["Date"].flatMap(HTTPDate.date(from:))
            record.requestID = response.headers[WireResponse.requestIDField]
            return response
        } catch {
            record.duration = time.elapsed() - began
            record.failure = error
            throw error
        }
    }
}
