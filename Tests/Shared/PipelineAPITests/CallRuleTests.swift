import CallSamples
import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct CallRuleTests {
    @Test(arguments: CallSamples.all.indices)
    func `what a route's template names is a property of its call`(_ index: Int) {
        let call = CallSamples.all[index]
        let properties = Set(Mirror(reflecting: call).children.compactMap(\.label))
        let parameters = type(of: call).route.parameters
        #expect(properties.isSuperset(of: parameters))
        #expect(!parameters.contains("body"))
    }

    @Test func `every path begins with the version and ends without a slash`() {
        for call in Catalogue.calls {
            #expect(call.route.template.hasPrefix("/v2/"))
            #expect(!call.route.template.hasSuffix("/"))
        }
    }

    @Test func `only calls that change nothing may be sent again`() {
        let readOnly = Catalogue.calls.filter { $0.route.isReadOnly }.map { $0.name }
        let asking = Catalogue.calls.filter { $0.route.method == .get }.map { $0.name }
        #expect(Set(readOnly) == Set(asking + ["InferSchema", "VerifyPlugin"]))
    }

    @Test func `a get and a delete carry no body`() throws {
        for call in CallSamples.all where [.get, .delete].contains(type(of: call).route.method) {
            #expect(try call.wireRequest().body.isEmpty)
        }
    }

    @Test func `a call names each code it may refuse with once, and none that any call may`() {
        for call in Catalogue.calls {
            #expect(Set(call.route.errors).count == call.route.errors.count, "\(call.name)")
            #expect(Set(call.route.errors).isDisjoint(with: Route.common), "\(call.name)")
        }
    }

    @Test func `a start without parameters has no body`() throws {
        let request = try StartJob(job: try JobName("a")).wireRequest()
        #expect(request.body.isEmpty)
        #expect(request.headers == [:])
    }

    @Test func `a rerun says the run's id as text, and as a number if asked again`() throws {
        let rerun = RerunBatch(job: try JobName("a"), runId: 7)
        #expect(rerun.body.runId == RunReference(7, as: .text))
        #expect(rerun.alternative?.body.runId == RunReference(7, as: .number))
        #expect(rerun.alternative?.alternative == nil)
    }

    @Test(arguments: [#""x""#, #""""#, "1.5", "true", "null", "{}"])
    func `what is no run's id is refused`(_ json: String) {
        #expect(throws: APIError.self) {
            try JSONCoding.decode(RunReference.self, from: Data(json.utf8))
        }
    }
}
