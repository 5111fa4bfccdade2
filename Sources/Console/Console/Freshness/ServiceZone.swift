package import PipelineAPI

package import struct FoundationEssentials.Date

/// The zone in which the service computes when schedules are due, and how it is known.
///
/// The API does not say it, and the machine of the console may be in another zone than the service: a daily job would
/// be called late for hours. `pandorad` announces its zone with every answer. Of any other service it is learned: a
/// batch time is a time that the job's crontab line names, in the service's zone and in few others.
package struct ServiceZone: Equatable, Sendable {
    /// How the zone is known.
    package enum Source: Equatable, Sendable {
        /// The service announces it.
        case announced
        /// It follows from batch times, and no other offset explains them as well.
        case learned
        /// The profile names it.
        case set
        /// Nothing has contradicted it yet.
        case assumed
    }

    /// A job's schedule with its newest batch time.
    package struct Evidence: Equatable, Sendable {
        package let schedule: JobSchedule
        package let batchTime: Date

        package init(_ schedule: JobSchedule, _ batchTime: Date) {
            self.schedule = schedule
            self.batchTime = batchTime
        }

        func fits(_ zone: LocalZone) -> Bool { schedule.names(batchTime, in: zone) ?? true }
    }

    package private(set) var zone: LocalZone
    package private(set) var source: Source
    private let setting: LocalZone?
    private let local: LocalZone
    private var announcement: String?
    /// The batch times that agreed with the zone, one after the other, of those that were looked at.
    private var agreements = 0
    /// How many of the next batch times are not looked at.
    private var skips = 0
    /// The batch times that contradicted the zone since it was chosen.
    private var contradictions = 0
    /// The number of them at which the evidence is compared again.
    private var nextComparison = 1

    /// Creates the zone that is taken before anything is known: the profile's, or else the console's own.
    package init(local: LocalZone, setting: LocalZone? = nil) {
        self.local = local
        self.setting = setting
        zone = setting ?? local
        source = setting == nil ? .assumed : .set
    }

    /// Takes the zone that an answer announces; an answer without it and a text that is none change nothing.
    package mutating func receive(_ text: String?) {
        guard let text, text != announcement, let announced = LocalZone(announced: text) else {
            return
        }
        announcement = text
        zone = announced
        source = .announced
    }

    /// Returns whether the next batch time is worth a look: the longer they agree, the fewer are.
    ///
    /// To look at one reads a crontab line.
    mutating func wantsEvidence() -> Bool {
        guard source != .announced, skips > 0 else { return source != .announced }
        skips -= 1
        return false
    }

    private static let longestSkip = 16

    /// Takes a new batch time into account; `others` are the newest of other jobs, and are asked for only where this
    /// one contradicts the zone.
    package mutating func learn(from newest: Evidence, others: () -> [Evidence]) {
        guard source != .announced else { return }
        if newest.fits(zone) {
            agreements += 1
            skips = min(agreements, Self.longestSkip) - 1
            return
        }
        (agreements, skips) = (0, 0)
        guard isComparisonDue() else { return }
        let evidence = [newest] + others().filter { $0 != newest }
        let fitting = ServiceZone.offsets.map { seconds in
            let zone = LocalZone.fixed(seconds: seconds)
            return (zone, evidence.count { $0.fits(zone) })
        }
        let most = fitting.map(\.1).max() ?? 0
        guard most > evidence.count(where: { $0.fits(zone) }) else { return }
        let best = fitting.filter { $0.1 == most }.map(\.0)
        zone = preferred(of: best, at: newest.batchTime)
        source = best.count == 1 ? .learned : .assumed
        (contradictions, nextComparison) = (0, 1)
    }

    /// Counts a contradiction, and returns whether to compare.
    ///
    /// It is done seldomer the more have changed nothing, at least for each 64th: runs that are started by hand have
    /// such batch times, and a comparison takes milliseconds.
    private mutating func isComparisonDue() -> Bool {
        contradictions += 1
        guard contradictions >= nextComparison else { return false }
        nextComparison = contradictions + min(contradictions, 64)
        return true
    }

    /// Returns the zone that is likeliest of those that explain all batch times equally well.
    private func preferred(of zones: [LocalZone], at date: Date) -> LocalZone {
        let likely = [setting, local].compactMap { $0?.secondsFromGMT(at: date) }
            .map(LocalZone.fixed(seconds:))
        return (likely + [.beijing, .utc]).first(where: zones.contains) ?? zones[0]
    }

    /// The offsets that zones have, in seconds: quarters of an hour from -12:00 to +14:00.
    private static let offsets = Array(stride(from: -12 * 3600, through: 14 * 3600, by: 900))

    /// Returns whether the zone can be trusted to say when the batch after this one is due.
    ///
    /// A batch time that the schedule does not name is of a run started by hand, or the zone is wrong.
    func tellsTimes(after batch: Evidence) -> Bool {
        source == .announced || source == .learned || batch.fits(zone)
    }
}
