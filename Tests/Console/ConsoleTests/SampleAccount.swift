import FoundationEssentials
import PipelineAPI
import Screen

@testable import Console

/// Small worlds beyond the one every fixture begins with, as answers of the service.
enum SampleAccount: Sendable {
    /// What ``ConsoleFixture`` begins with: three repos, four jobs, the runs of two.
    case small
    /// Something of every kind.
    case whole
    /// The same with nothing outside ASCII in it.
    case plain
    /// Names and messages of all the scripts, and of bytes that act on a terminal.
    case strange
    /// Nothing was answered yet.
    case unanswered
}

extension ConsoleFixture {
    /// A console that has seen a world, at ``now``.
    init(
        _ world: SampleAccount,
        width: Int,
        height: Int,
        writable: Identity.Writable = .always
    ) throws {
        try self.init(width: width, height: height, writable: writable)
        switch world {
        case .small: break
        case .whole: try answer(FullAccount(note: "请求时间", city: "上海", sign: "十二元"))
        case .plain: try answer(FullAccount(note: "request", city: "Shanghai", sign: "12 yuan"))
        case .strange:
            try answer(FullAccount(note: "请求时间", city: "上海", sign: "十二元"))
            try answerStrangely()
        case .unanswered:
            state = ConsoleState(
                identity: state.identity,
                zone: .utc,
                size: state.size,
                now: Self.now
            )
        }
    }

    private mutating func answer(_ world: FullAccount) throws {
        answer(.repos, .root, world.repos) { $0.name }
        answer(.transforms, .repo("access_log"), world.transforms) { $0.name }
        answer(.exports, .repo("access_log"), world.exports) { $0.name }
        answer(.points, .repo("access_log"), world.points) { String($0.number) }
        answer(.jobs, .root, world.jobs) { $0.name ?? "" }
        answer(.jobExports, .job("hourly_pv"), world.jobExports) { $0.name ?? "" }
        answer(.dataSources, .root, world.dataSources) { $0.name ?? "" }
        answer(.inferredSchemas, .dataSource("files"), [world.inferred]) { _ in
            InferredSchema.name
        }
        answer(.variables, .root, world.variables) { $0.name }
        answer(.plugins, .root, world.plugins) { $0.name }
        answer(.workflows, .root, world.workflows) { $0.name }
        answer(.groups, .root, world.groups) { $0.name ?? "" }
        answer(.runs, .job("hourly_pv"), Samples.runs) { String($0.runId) }
        answer(.runs, .job("broken"), [world.failedRun]) { String($0.runId) }
        answer(.runs, .job("uv_rank"), world.olderRuns) { String($0.runId) }
        detail(.repos, "access_log", world.repo)
        detail(.workflows, "shop", world.workflowStatus)
        for entry in world.requests { receive(.requested(entry)) }
        receive(.forecast(world.forecast))
    }

    private mutating func detail(
        _ kind: ResourceID,
        _ name: String,
        _ item: some Equatable & Sendable
    ) {
        let address = ResourceAddress(kind, .root, name)
        receive(.detailLoaded(address, .success(AnyItem(item)), at: Self.now))
    }

    /// The same kinds under names that no screen may be broken by.
    private mutating func answerStrangely() throws {
        let strange = HostileAccount()
        answer(.repos, .root, strange.repos) { $0.name }
        answer(.jobs, .root, try strange.jobs()) { $0.name ?? "" }
        for (job, run) in strange.runs {
            answer(.runs, .job(job), [run]) { String($0.runId) }
        }
        answer(.variables, .root, strange.variables) { $0.name }
        answer(.plugins, .root, strange.plugins) { $0.name }
    }
}

/// Names and texts that are hard to draw, and such that want to do something to the terminal.
struct HostileAccount {
    static let names = [
        "访问日志_每小时汇总_用于报表和告警", "e\u{301}te\u{301}_cafe\u{301}", "👩‍👩‍👧‍👦_family_🇨🇳",
        "ｆｕｌｌｗｉｄｔｈ", "مرحبا_שלום", "नमस्ते_ไทย", "esc\u{1B}[2J\u{1B}]0;owned\u{7}",
        "c1\u{9B}31m\u{90}q", "bidi\u{202E}gnp.exe", "tab\tnew\nline\rback\u{8}",
        "zero\u{200B}width\u{FEFF}", "stack\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}",
    ]
    static let message =
        "第一行：磁盘已满 💥 \u{1B}[31mred\u{1B}[0m \u{202E}txt\u{7}\nthen\tmore e\u{301}"

    var repos: [RepoSummary] { Self.names.map { RepoSummary(name: $0, region: "nb") } }

    func jobs() throws -> [Job] {
        let first = try Samples.jobs()[0]
        return Self.names.map { name in
            var job = first
            job.name = name
            return job
        }
    }

    var runs: [(String, Run)] {
        Self.names.enumerated().map { index, name in
            var run = Samples.failedRun
            run.runId = index + 1
            run.message = Self.message
            if index % 3 == 2 { run = Samples.run(index + 1, .running, ago: 0, seconds: 60) }
            return (name, run)
        }
    }

    var variables: [Variable] {
        Self.names.map { Variable(name: $0, type: .string, value: Self.message) }
    }

    var plugins: [Plugin] { Self.names.map { Plugin(name: $0, size: 2048, md5: $0) } }
}
