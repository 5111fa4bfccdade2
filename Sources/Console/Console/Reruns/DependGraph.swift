package import PipelineAPI

/// Which depend jobs run when a job has succeeded.
///
/// Jobs with a schedule of their own do not run by it: they read the newest result when they are due.
package struct DependGraph: Equatable, Sendable {
    /// The depend jobs that read a job, by name.
    private var readers: [String: [String]] = [:]
    /// The jobs whose results a job with a schedule of its own reads, by name.
    private var results: [String: [String]] = [:]

    package init(_ jobs: [Job]) {
        for job in jobs {
            guard let name = job.name else { continue }
            let sources = Set(job.srcs.filter { $0.type == .job }.map(\.name)).subtracting([name])
            guard !sources.isEmpty else { continue }
            guard job.scheduler.type == .depend else {
                results[name] = sources.sorted()
                continue
            }
            for source in sources { readers[source, default: []].append(name) }
        }
        readers = readers.mapValues { $0.sorted() }
    }

    package func readers(of job: String) -> [String] { readers[job] ?? [] }

    /// Returns the jobs whose results a job with a schedule of its own reads; none for a depend job.
    func results(readBy job: String) -> [String] { results[job] ?? [] }

    /// Returns whether one job runs when the other has succeeded.
    func connects(_ upstream: String, to job: String) -> Bool {
        readers(of: upstream).contains(job)
    }

    /// Returns jobs and all that is downstream of them, each once and after what it depends on; in a circle, which
    /// no service should allow, the first that is reached comes first.
    package func order(from jobs: Set<String>) -> [String] {
        var seen: Set<String> = []
        var reversed: [String] = []
        for job in jobs.sorted(by: >) { visit(job, &seen, &reversed) }
        return reversed.reversed()
    }

    private func visit(_ job: String, _ seen: inout Set<String>, _ reversed: inout [String]) {
        guard seen.insert(job).inserted else { return }
        for reader in readers(of: job).reversed() { visit(reader, &seen, &reversed) }
        reversed.append(job)
    }
}
