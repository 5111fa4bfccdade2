package import PipelineAPI

import struct FoundationEssentials.Date

/// Runs that are to run again, in the order of their lineage.
///
/// The API reruns one run and no more. A plan holds the runs that were chosen and, of each depend job downstream, the
/// run of the same batch time. A chosen run of a job with a schedule of its own waits for the runs whose results it
/// reads, as far as they are in the plan. **Invariant:** a step comes after all that it waits for.
package struct RerunPlan: Codable, Equatable, Sendable {
    package struct Step: Codable, Equatable, Sendable {
        package let job: String
        package let batchTime: Timestamp
        /// The run as it was when the plan was made; `nil` for the first of its batch time, which the service makes
        /// once the upstream run has succeeded.
        package let run: Run?
        /// The steps that must have succeeded before, by their index.
        package let after: [Int]

        /// `nil` for a run that the service is to make.
        package var id: RunID? { run.map { RunID(job: job, number: $0.runId) } }
    }

    package let steps: [Step]
    /// The number of steps that were chosen; the others were taken along.
    package let chosen: Int

    /// Plans from every job's definition, and from the runs of the depend jobs; of several of one batch time, the
    /// newest is taken.
    package init(chosen: [(job: String, run: Run)], jobs: [Job], histories: [String: [Run]]) {
        let graph = DependGraph(jobs)
        var steps: [Step] = []
        var count = 0
        for (time, group) in RerunPlan.byBatchTime(chosen) {
            let runs = Dictionary(grouping: group, by: \.job)
            let first = steps.count
            count += group.count
            for job in graph.order(from: Set(runs.keys)) {
                let after = (first..<steps.count).filter { graph.connects(steps[$0].job, to: job) }
                let own = runs[job]?.map { Optional($0.run) }
                for run in own ?? [RerunPlan.newest(of: time, in: histories[job] ?? [])] {
                    steps.append(Step(job: job, batchTime: time, run: run, after: after))
                }
            }
        }
        self.steps = RerunPlan.ordered(steps, waiting: RerunPlan.waits(of: steps, graph))
        self.chosen = count
    }

    /// Returns which batch times of which jobs the plan of some runs needs from the histories.
    package static func needs(
        chosen: [(job: String, run: Run)],
        jobs: [Job]
    ) -> [String: [Timestamp]] {
        let graph = DependGraph(jobs)
        var needs: [String: [Timestamp]] = [:]
        for (time, group) in byBatchTime(chosen) {
            let own = Set(group.map(\.job))
            for job in graph.order(from: own) where !own.contains(job) {
                needs[job, default: []].append(time)
            }
        }
        return needs
    }

    /// Whether every step's place is after those it waits for, as ``init(chosen:jobs:histories:)`` makes it.
    var isOrdered: Bool {
        steps.indices.allSatisfy { place in
            steps[place].after.allSatisfy { (0..<place).contains($0) }
        }
    }

    /// Returns what each step waits for: of a job whose result it reads when it is due, the latest run of the plan that
    /// was due by then.
    private static func waits(of steps: [Step], _ graph: DependGraph) -> [[Int]] {
        let places = Dictionary(grouping: steps.indices) { steps[$0].job }
        return steps.map { step in
            let results = graph.results(readBy: step.job).compactMap { job in
                places[job]?.filter { steps[$0].batchTime.order <= step.batchTime.order }
                    .max { steps[$0].batchTime.order < steps[$1].batchTime.order }
            }
            return step.after + results
        }
    }

    /// Returns the steps, each after what it waits for; a circle is opened at the step that is reached first.
    private static func ordered(_ steps: [Step], waiting waits: [[Int]]) -> [Step] {
        var seen: Set<Int> = []
        var places: [Int: Int] = [:]
        var ordered: [Step] = []
        func visit(_ index: Int) {
            guard seen.insert(index).inserted else { return }
            for other in waits[index].sorted() { visit(other) }
            let step = steps[index]
            let after = Set(waits[index].compactMap { places[$0] }).sorted()
            places[index] = ordered.count
            ordered.append(
                Step(job: step.job, batchTime: step.batchTime, run: step.run, after: after)
            )
        }
        for index in steps.indices { visit(index) }
        return ordered
    }

    private static func newest(of time: Timestamp, in history: [Run]) -> Run? {
        history.filter { $0.batchTime.isSameMoment(as: time) }.max { $0.runId < $1.runId }
    }

    /// Returns runs by batch time, the earliest first; each run once.
    private static func byBatchTime(
        _ chosen: [(job: String, run: Run)]
    ) -> [(time: Timestamp, runs: [(job: String, run: Run)])] {
        var seen: Set<RunID> = []
        let once = chosen.filter { seen.insert(RunID(job: $0.job, number: $0.run.runId)).inserted }
        var groups: [(time: Timestamp, runs: [(job: String, run: Run)])] = []
        for (job, run) in once {
            if let index = groups.firstIndex(where: { $0.time.isSameMoment(as: run.batchTime) }) {
                groups[index].runs.append((job, run))
            } else {
                groups.append((run.batchTime, [(job, run)]))
            }
        }
        return groups.sorted { $0.time.order < $1.time.order }
    }
}

extension Timestamp {
    /// Returns whether both are the same moment; one that cannot be read is only itself.
    package func isSameMoment(as other: Timestamp) -> Bool {
        text == other.text || (date != nil && date == other.date)
    }

    fileprivate var order: (Double, String) {
        (date?.timeIntervalSinceReferenceDate ?? -.infinity, text)
    }
}
