import PipelineAPI
import Screen

import struct FoundationEssentials.Date

/// A job's schedule in words, its zone, and the next times it is due.
enum ScheduleLines {
    static let shownTimes = 5

    static func lines(of scheduler: JobScheduler, in context: RenderContext) -> [DetailLine] {
        do throws(APIError) {
            let schedule = try JobSchedule(scheduler)
            let zone = context.serviceZone.zone
            let next = schedule.nextTimes(shownTimes, after: context.now, in: zone)
            let description = DetailLine.fact(
                "schedule",
                context.localizer.language == .chinese ? schedule.inChinese : schedule.inWords
            )
            guard !next.isEmpty else { return [description] }
            return [description, self.zone(in: context)] + times(next, in: context)
        } catch {
            return [.fact("schedule", error.message, .error)]
        }
    }

    private static func zone(in context: RenderContext) -> DetailLine {
        let offset = context.serviceZone.zone.offsetText(at: context.now)
        let text: LocalizedText =
            switch context.serviceZone.source {
            case .announced: "\(offset), announced by the service"
            case .learned: "\(offset), learned from the batch times"
            case .set: "\(offset), as the profile says"
            case .assumed: "\(offset), assumed: set 'zone' in the profile if it is another"
            }
        return .fact("zone", says: text)
    }

    /// Returns the times in the zone of the console, and in the service's where that is another.
    private static func times(_ next: [Date], in context: RenderContext) -> [DetailLine] {
        func line(_ label: LocalizedText, _ zone: LocalZone, showsOffset: Bool) -> DetailLine {
            let texts = next.map { date in
                let offset = showsOffset ? " " + zone.offsetText(at: date) : ""
                return TimeText.full(date, in: zone) + offset
            }
            return .fact(label, texts.joined(separator: ", "))
        }
        let isSame = next.allSatisfy {
            context.zone.secondsFromGMT(at: $0) == context.serviceZone.zone.secondsFromGMT(at: $0)
        }
        let here = line("next", context.zone, showsOffset: !isSame)
        return isSame
            ? [here] : [here, line("next there", context.serviceZone.zone, showsOffset: true)]
    }
}
