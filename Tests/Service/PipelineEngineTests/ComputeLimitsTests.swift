import PipelineAPI
import Testing

@testable import PipelineEngine

@Suite struct ComputeLimitsTests {
    private let machine = ComputeLimits(threads: 4, mebibytes: 12_000)

    @Test func `a container's type and count are threads and memory`() {
        let share = ComputeShare(Container(type: "1U2G", count: 2), on: machine)
        #expect(share.limits == ComputeLimits(threads: 2, mebibytes: 4096))
        #expect(share.note == nil)
    }

    @Test func `a container is cut to what the machine has, and that is said`() {
        let share = ComputeShare(Container(type: "8U32G", count: 1), on: machine)
        #expect(share.limits == machine)
        #expect(
            share.note
                == "container '8U32G' × 1 was cut to 4 threads and 12000 MiB, which is all this machine has"
        )
    }

    @Test(arguments: Set(Container.jobTypes + Container.oldTransformTypes))
    func `every type of the documents has a size`(_ type: String) throws {
        let limits = try #require(ComputeLimits(Container(type: type, count: 1)))
        #expect((1...16).contains(limits.threads) && (2...64).contains(limits.mebibytes / 1024))
    }

    @Test func `an old type names its memory first`() {
        let limits = ComputeLimits(Container(type: "M16C4", count: 1))
        #expect(limits == ComputeLimits(threads: 4, mebibytes: 16 * 1024))
    }

    @Test func `a count beyond all machines is cut as any other`() {
        let share = ComputeShare(Container(type: "1U2G", count: .max), on: machine)
        #expect(share.limits == machine)
    }

    @Test func `without a container the engine's own limits apply`() {
        #expect(ComputeShare(nil, on: machine).limits == nil)
    }
}
