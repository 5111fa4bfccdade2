/// Every call of this API, in the order of the two documents.
///
/// The one list that the service's handlers, the coverage table and the sweeping tests are held against.
package enum Catalogue {
    package static let calls: [any APICall.Type] = [
        CreateRepo.self, ListRepos.self, GetRepo.self, UpdateRepo.self, DeleteRepo.self,
        PostPoints.self,
        CreateTransform.self, ListTransforms.self, GetTransform.self, UpdateTransform.self,
        DeleteTransform.self,
        UploadPlugin.self,
        CreateExport.self, UpdateExport.self, ListExports.self, GetExport.self, DeleteExport.self,
        CreateDataSource.self, UpdateDataSource.self, GetDataSource.self, ListDataSources.self,
        DeleteDataSource.self, InferSchema.self,
        CreateJob.self, UpdateJob.self, ListJobs.self, GetJob.self, StartJob.self, StopJob.self,
        DeleteJob.self,
        CreateJobExport.self, UpdateJobExport.self, ListJobExports.self, GetJobExport.self,
        DeleteJobExport.self,
        ListRuns.self, StopRun.self, RerunRun.self,
        CreateVariable.self, UpdateVariable.self, GetVariable.self, ListVariables.self,
        DeleteVariable.self,
    ]
}
