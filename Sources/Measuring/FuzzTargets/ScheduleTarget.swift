import FoundationEssentials
import PipelineAPI

/// A text is read as a crontab line, an interval or a time expression, or is refused.
///
/// A schedule's due times are ascending, and it has a description in both languages.
enum ScheduleTarget: FuzzTarget {
    /// Half an hour before daylight saving time begins in the zone below.
    private static let now = Date(timeIntervalSince1970: 1_774_747_800)
    private static let zone = LocalZone.changing(
        first: 3600,
        [.init(at: now.addingTimeInterval(1800), to: 7200)]
    )

    static func fault(in input: [UInt8]) -> String? {
        let text = String(decoding: input, as: UTF8.self)
        return fault(of: JobScheduler(type: .crontab, spec: JobScheduler.Spec(crontab: text)))
            ?? fault(of: JobScheduler(type: .loop, spec: JobScheduler.Spec(loop: text)))
            ?? faultOfTime(text)
    }

    private static func fault(of scheduler: JobScheduler) -> String? {
        do throws(APIError) {
            let schedule = try JobSchedule(scheduler)
            let times = [now] + schedule.nextTimes(3, after: now, in: zone)
            guard zip(times, times.dropFirst()).allSatisfy(<) else { return "times: \(times)" }
            return schedule.inWords.isEmpty || schedule.inChinese.isEmpty ? "no words" : nil
        } catch {
            return error.code == .invalidBatchSpec ? nil : "refused with \(error.code)"
        }
    }

    private static func faultOfTime(_ text: String) -> String? {
        do throws(APIError) {
            _ = try TimeExpression(text).date(at: now)
            return nil
        } catch {
            return error.code == .invalidVariableValue ? nil : "refused with \(error.code)"
        }
    }
}
