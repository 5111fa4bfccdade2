import HeapModule

import struct FoundationEssentials.Date

/// Which jobs are to be looked at when: a value that knows no clock, no schedule and no store.
///
/// A moment here is a hint: the store is asked once it has come, for that job alone, so that a thousand
/// jobs of which none is due cost nothing. A job that has changed is looked at at once, whatever was
/// planned for it. **Invariant:** what is taken is forgotten until it is added again, and of two moments
/// of a job the earlier stands, so that a change that comes while the job is looked at is not lost.
struct DueQueue: Sendable {
    private struct Entry: Comparable {
        var moment: Date
        var job: String

        static func < (left: Entry, right: Entry) -> Bool {
            (left.moment, left.job) < (right.moment, right.job)
        }
    }

    private var moments: [String: Date] = [:]
    /// Has an entry for each of the moments, and others that no longer hold.
    private var heap = Heap<Entry>()

    /// The earliest moment of all; `nil` while there is nothing to wait for.
    var first: Date? { heap.min?.moment }

    mutating func add(_ job: String, at moment: Date) {
        if let known = moments[job], known <= moment { return }
        moments[job] = moment
        heap.insert(Entry(moment: moment, job: job))
        discardOutdated()
    }

    /// Has the job looked at as soon as possible.
    mutating func addNow(_ job: String) { add(job, at: .distantPast) }

    /// Takes out the jobs whose moment has come, earliest first, by name where they are equal.
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

    /// Keeps the first entry one that holds, and the outdated fewer than the others.
    private mutating func discardOutdated() {
        while let entry = heap.min, !holds(entry) { heap.removeMin() }
        guard heap.count > 2 * moments.count else { return }
        heap = Heap(moments.map { Entry(moment: $0.value, job: $0.key) })
    }
}
