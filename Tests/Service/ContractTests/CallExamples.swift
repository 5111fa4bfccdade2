import PipelineAPI

/// One success of every call in the catalogue.
enum CallExamples {
    static let all =
        repos + transforms + plugins + exports + dataSources + jobs + runs
        + jobExports + variables + groups + workflows + functions + lines
}
