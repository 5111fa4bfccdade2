import PipelineAPI

extension APIError {
    /// The refusal with how a job is given the engine that the refusal says can compute it.
    func naming(settingOf job: String) -> APIError {
        let words = [
            "the spark engine can", "the Spark engine runs it", "the spark engine runs it",
        ]
        guard words.contains(where: message.contains) else { return self }
        return APIError(
            code,
            "\(message); 'engines: {\(job): spark}' in pandorad.yaml gives it to this job"
        )
    }
}
