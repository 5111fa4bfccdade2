package import PipelineAPI

extension ServiceZone.Evidence {
    /// Creates the evidence of a job's newest batch time; `nil` unless it has a crontab line and a run.
    package init?(_ job: Job, newest run: Run?) {
        guard job.scheduler.type == .crontab, let batch = run?.batchTime.date,
            let schedule = try? JobSchedule(job.scheduler)
        else { return nil }
        self.init(schedule, batch)
    }
}
