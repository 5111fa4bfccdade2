import PipelineAPI
import Testing

/// One success of every call in the catalogue.
enum CallExamples {
    static let all =
        repos + transforms + plugins + exports + dataSources + jobs + runs
        + jobExports + variables + groups + workflows + functions + lines + service

    private static let service = [
        CallExample(GetServiceDescription()) { description, _ in
            #expect(description.version == "1.2.3" && description.store.kind == "memory")
            #expect(description.engines == [.init(name: "fake", isReady: true)])
        }
    ]
}
