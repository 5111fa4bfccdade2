import FoundationEssentials
import PipelineAPI

/// A call of every way in which something is changed.
enum CallSamplesOfChanges {
    static let all: [any APICall] = {
        do {
            let job = try JobName("hourly_pv")
            let repo = try RepoName("access_log")
            let variable = try VariableName("city")
            let body = VariableBody(type: .string, value: "Oslo")
            return [
                StopBatch(job: job, runId: 1), RerunBatch(job: job, runId: 1), StartJob(job: job),
                StopJob(job: job), DeleteJob(job: job), DeleteRepo(repo: repo),
                CreateVariable(variable: variable, body: body),
                UpdateVariable(variable: variable, body: body),
                PostPoints(repo: repo, text: Data("a=1".utf8)),
            ]
        } catch {
            preconditionFailure("a sample is not valid: \(error)")
        }
    }()
}
