import CallSamples
import FoundationEssentials
import Testing

@testable import PipelineAPI

@Suite struct CatalogueTests {
    @Test func `every call has a sample`() {
        let sampled = Set(CallSamples.all.map { type(of: $0).name })
        #expect(sampled == Set(Catalogue.calls.map { $0.name }))
        #expect(CallSamples.all.count == Catalogue.calls.count)
    }

    @Test(arguments: CallSamples.all.indices)
    func `a call survives the wire and back`(_ index: Int) throws {
        func check<Call: APICall>(_ call: Call) throws {
            let request = try call.wireRequest()
            #expect(request.method == Call.route.method)
            let read = try Call(
                path: pathValues(of: request.path, in: Call.route),
                query: request.query,
                body: RawBody(request.body, headers: bodyHeaders(of: request))
            )
            #expect(try read.wireRequest() == request)
        }
        try check(CallSamples.all[index])
    }

    @Test func `no two calls share method and path`() {
        let routes = Catalogue.calls.map { call in
            call.route.method.rawValue
                + call.route.segments.map { segment in
                    if case .literal(let text) = segment { "/\(text)" } else { "/{}" }
                }.joined()
        }
        #expect(Set(routes).count == routes.count)
    }

    @Test func `every error a call declares is in the table`() {
        for call in Catalogue.calls {
            for code in call.route.errors + Route.common {
                #expect(code.entry != nil, "\(call.name) declares \(code)")
            }
        }
    }

    @Test func `the error table says each code once and in both languages`() {
        let codes = ErrorTable.entries.map(\.code)
        #expect(Set(codes).count == codes.count)
        for entry in ErrorTable.entries {
            #expect(!entry.english.isEmpty && !entry.chinese.isEmpty)
            #expect((200..<600).contains(entry.status))
        }
    }

    @Test func `an unknown code keeps its text and answers 400`() {
        let code = ErrorCode("E18999")
        #expect(code.description == "E18999")
        #expect(code.status == 400)
        #expect(code.isFromService)
    }

    private func pathValues(of path: String, in route: Route) -> [String: String] {
        var values: [String: String] = [:]
        for (segment, text) in zip(route.segments, path.split(separator: "/")) {
            if case .parameter(let name) = segment {
                values[name] = PercentCoding.decode(String(text))
            }
        }
        return values
    }

    private func bodyHeaders(of request: WireRequest) -> HeaderFields {
        HeaderFields(request.headers.fields.filter { RawBody.fieldNames.contains($0.name) })
    }
}
