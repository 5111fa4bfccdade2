import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct EverythingSearchTests {
    private func items() throws -> [(address: ResourceAddress, item: AnyItem)] {
        let jobs = try Samples.jobs().map { job in
            (ResourceAddress(.jobs, .root, job.name ?? ""), AnyItem(job))
        }
        let exports = Samples.exports.map { export in
            (ResourceAddress(.exports, .repo("access_log"), export.name), AnyItem(export))
        }
        return exports + jobs
    }

    @Test func `a text is found in any case in names and in definitions`() throws {
        let found = try EverythingSearch("SELECT COUNT", in: items())
        #expect(found.matches.count == 4)
        #expect(found.matches.allSatisfy { $0.lines == ["SELECT count(*) AS n"] })
        let named = try EverythingSearch("idle", in: items())
        #expect(named.matches.map(\.address.name) == ["idle"])
    }

    @Test func `what is found is in the order of kinds and names`() throws {
        let found = try EverythingSearch("~(logs|0 3 \\*)|name", in: items())
        #expect(found.matches.first?.address.kind == .jobs)
        #expect(
            found.matches.map(\.address.name) == [
                "broken", "hourly_pv", "idle", "uv_rank", "to_kodo",
            ]
        )
    }

    @Test func `a secret is found by nobody`() throws {
        #expect(try EverythingSearch("secret", in: items()).matches.isEmpty)
    }

    @Test func `a pattern that cannot be read is refused with what to do`() throws {
        let error = try #require(throws: APIError.self) {
            try EverythingSearch("~(", in: items())
        }
        #expect(error.message == "'(' is no regular expression: mend it, or leave the ~ out")
    }

    @Test func `Ctrl-G asks for a pattern, and Enter on a match goes there`() throws {
        var console = try ConsoleFixture()
        console.press(.control("g"))
        console.type("十二元")
        console.press(.enter)
        #expect(console.state.page?.address.kind == .found)
        #expect(console.text.contains("'十二元': 1 of"))
        console.press(.down, .enter)
        #expect(console.state.page?.address == ResourceAddress(.runs, .job("broken"), "7"))
        console.press(.escape)
        #expect(console.state.page?.address.kind == .found)
    }

    @Test func `an empty pattern searches nothing`() throws {
        var console = try ConsoleFixture()
        console.press(.control("g"), .enter)
        #expect(console.state.notice?.isError == true)
        #expect(console.state.page?.address.kind != .found)
    }
}
