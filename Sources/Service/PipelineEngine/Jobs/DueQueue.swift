import HeapModule

import struct FoundationEssentials.Date

/// The times at which the schedules of jobs are checked: a value that knows no clock, no schedule and
/// no store.
///
/// A time here is a hint: the store is queried when it has come, for that job alone, so that a thousand
/// jobs of which none is due cost nothing. A job that has changed is checked at once, whatever time it
/// had. **Invariant:** a job that is taken out has no time until it is added again, and of two times of a
/// job the earlier is kept, so that a change that comes during a check is not lost.
struct DueQueue: Sendable {
    private struct Entry: Comparable {
        var moment: Date
        var job: String

        static func < (left: Entry, right: Entry) -> Bool {
            (left.moment, left.job) < (right.moment, right.job)
        }
    }

    private var moments: [String: Date] = [:]
    /// Contains an entry for each of the moments, and outdated entries beside them.
    private var heap = Heap<Entry>()

    /// The earliest time of all jobs; `nil` while the queue is empty.
    var first: Date? { heap.min?.moment }

    mutating func add(_ job: String, at moment: Date) {
        if let known = moments[job], known <= moment { return }
        moments[job] = moment
        heap.insert(Entry(moment: moment, job: job))
        discardOutdated()
    }

    /// Adds the job before all others.
    mutating func addNow(_ job: String) { add(job, at: .distantPast) }

    /// Takes out the jobs whose time has come, the earliest first, ordered by name where times are equal.
    mutating func takeDue(at now: Date) -> [String] {
        var due: [String] = []
        while let entry = heap.min, entry.moment <= now {
            heap.removeMin()
            if holds(entry) {
                moments[entry.job] = nil
                due.append(entry.job)
            }
        }
        discardOutdated()
        return due
    }

    private func holds(_ entry: Entry) -> Bool { moments[entry.job] == entry.moment }

    /// Removes outdated entries: the first entry is never outdated, and at most half of all are.
    private mutating func discardOutdated() {
        while let entry = heap.min, !holds(entry) { heap.removeMin() }
        guard heap.count > 2 * moments.count else { return }
        heap = Heap(moments.map { Entry(moment: $0.value, job: $0.key) })
    }
}
