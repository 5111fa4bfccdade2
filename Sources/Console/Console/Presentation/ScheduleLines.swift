import PipelineAPI
import Screen

/// A job's schedule in words, with the next times it is due.
enum ScheduleLines {
    static let shownTimes = 5

    static func lines(of scheduler: JobScheduler, in context: RenderContext) -> [DetailLine] {
        do throws(APIError) {
            let schedule = try JobSchedule(scheduler)
            let next = schedule.nextTimes(shownTimes, after: context.now, in: context.zone)
            let description = DetailLine.fact(
                "schedule",
                context.localizer.language == .chinese ? schedule.inChinese : schedule.inWords
            )
            guard !next.isEmpty else { return [description] }
            let times = next.map { TimeText.full($0, in: context) }.joined(separator: ", ")
            return [description, .fact("next", times)]
        } catch {
            return [.fact("schedule", error.message, .error)]
        }
    }
}
