import Console
import FoundationEssentials
import PipelineAPI
import Screen

/// A console's state with many jobs, repos and runs, made without network and clock.
struct SyntheticAccount {
    static let now = Date(timeIntervalSince1970: 1_795_230_000)
    var state: ConsoleState
    private let jobs: [Row]

    init(jobs jobCount: Int, repos repoCount: Int, size: Size) throws {
        state = ConsoleState(
            identity: Identity(profile: "bench", region: "nb", endpoint: "http://127.0.0.1:1"),
            zone: .utc,
            size: size,
            now: SyntheticAccount.now
        )
        jobs = try SyntheticAccount.jobs(jobCount)
        let repos = (0..<repoCount).map { number in
            RepoSummary(name: SyntheticAccount.name("repo", number), region: "nb")
        }
        answer(.repos, .root, repos.map { SyntheticAccount.row($0.name, $0) })
        answer(.jobs, .root, jobs)
        for number in 0..<jobCount {
            answerRuns(of: SyntheticAccount.name("job", number), newest: 8, count: 8)
        }
    }

    private static func jobs(_ count: Int) throws -> [Row] {
        let json = """
            {"name": "NAME", "srcs": [{"name": "files", "type": "DataSource", "tableName": "t"}],
             "computation": {"code": "SELECT count(*) FROM t", "type": "SQL"},
             "scheduler": {"type": "crontab", "spec": {"crontab": "0 * * * *"}}}
            """
        let template = try JSONCoding.decode(Job.self, from: Data(json.utf8))
        return (0..<count).map { number in
            var job = template
            job.name = name("job", number)
            return row(name("job", number), job)
        }
    }

    private static func name(_ kind: String, _ number: Int) -> String {
        let digits = String(number)
        return kind + "_" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func row(_ name: String, _ item: some Equatable & Sendable) -> Row {
        Row(name: name, item: AnyItem(item))
    }

    mutating func answer(_ kind: ResourceID, _ scope: Scope, _ rows: [Row]) {
        let listing = Listing(rows: rows)
        _ = state.update(
            .listLoaded(ListKey(kind, scope), .success(listing), at: SyntheticAccount.now)
        )
    }

    /// Answers the list of jobs again with one of them changed.
    mutating func answerJobs(changing index: Int, to code: String) {
        var rows = jobs
        if var job: Job = rows[index].item.value() {
            job.computation.code = code
            rows[index] = SyntheticAccount.row(rows[index].name, job)
        }
        answer(.jobs, .root, rows)
    }

    /// Answers the latest runs of a job, newest first.
    mutating func answerRuns(
        of job: String,
        newest: Int,
        count: Int,
        status: RunStatus = .successful
    ) {
        let rows = (0..<count).map { age -> Row in
            let began = Timestamp(SyntheticAccount.now.addingTimeInterval(-Double(age) * 3600))
            let run = Run(
                runId: newest - age,
                batchTime: began,
                startTime: began,
                endTime: began,
                duration: 12,
                status: age == 0 ? status : .successful,
                message: "duckdb: 4 rows"
            )
            return SyntheticAccount.row(String(newest - age), run)
        }
        answer(.runs, .job(job), rows)
    }

    mutating func press(_ keys: Key...) {
        for key in keys { _ = state.update(.terminal(.key(key))) }
    }

    /// Draws a picture, so that its cost is part of the measurement.
    func draw() -> Int { state.render(glyphs: .unicode).lines.count }
}
