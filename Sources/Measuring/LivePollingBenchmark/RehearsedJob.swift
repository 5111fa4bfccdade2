import FoundationEssentials
import PipelineAPI
import PollingSimulation

/// A job of the benchmark: its definition for the service, and its model for the simulation.
///
/// The first is selected, so its runs are polled by a request of their own; it is started by hand. Those in
/// sight start every minute, so that five minutes show some changes.
struct RehearsedJob: Sendable {
    private enum Sort {
        case manual, everyMinute, everyFiveMinutes, hourly, loop
    }

    private let number: Int
    private let sort: Sort

    init(_ number: Int) {
        self.number = number
        // Sorts are mixed; 7,919 is prime.
        switch (number, number * 7919 % 1000) {
        case (0, _): sort = .manual
        case (..<21, _): sort = .everyMinute
        case (_, ..<150): sort = .everyFiveMinutes
        case (_, ..<210): sort = .loop
        case (_, ..<900): sort = .hourly
        default: sort = .manual
        }
    }

    var name: String {
        let digits = String(number)
        return "job_" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// A loop runs when it is created, so loops are created one after the other.
    var isLoop: Bool { sort == .loop }

    var scheduler: JobScheduler {
        switch sort {
        case .manual: JobScheduler(type: .manual)
        case .everyMinute: crontab("\(number * 3 % 60) * * * * *")
        case .everyFiveMinutes: crontab("\(number * 37 % 60) \(number * 11 % 5)/5 * * * *")
        case .hourly: crontab("\(number * 7 % 60) * * * *")
        case .loop: JobScheduler(type: .loop, spec: JobScheduler.Spec(loop: "5m"))
        }
    }

    private func crontab(_ line: String) -> JobScheduler {
        JobScheduler(type: .crontab, spec: JobScheduler.Spec(crontab: line))
    }

    /// Returns the model of the job for a simulation that begins at `start`.
    func model(from start: Date, in zone: LocalZone) throws(APIError) -> JobModel {
        let schedule = try JobSchedule(scheduler)
        let next = schedule.next(after: start, in: zone) ?? start
        let offset = Duration.seconds(next.timeIntervalSince(start))
        let trigger: JobModel.Trigger =
            switch sort {
            case .manual: .manual(meanGap: 0)
            case .everyMinute: .crontab(every: .seconds(60), offset: offset)
            case .everyFiveMinutes: .crontab(every: .seconds(300), offset: offset)
            case .hourly: .crontab(every: .seconds(3600), offset: offset)
            case .loop: .loop(every: .seconds(300))
            }
        return JobModel(trigger: trigger, usualLength: 0)
    }
}
