/// Every call of the API: those of the two documents in their order, then those that only public clients send.
///
/// The service's handlers, the coverage table and the tests over all calls are checked against this list.
package enum Catalogue {
    package static let calls: [any APICall.Type] = streaming + batch + beyond + local

    /// The streaming document's.
    private static let streaming: [any APICall.Type] = [
        CreateRepo.self, ListRepos.self, GetRepo.self, UpdateRepo.self, DeleteRepo.self,
        PostPoints.self,
        CreateTransform.self, ListTransforms.self, GetTransform.self, UpdateTransform.self,
        DeleteTransform.self,
        UploadPlugin.self,
        CreateExport.self, UpdateExport.self, ListExports.self, GetExport.self, DeleteExport.self,
    ]

    /// The batch document's.
    private static let batch: [any APICall.Type] = [
        CreateDataSource.self, UpdateDataSource.self, GetDataSource.self, ListDataSources.self,
        DeleteDataSource.self, InferSchema.self,
        CreateJob.self, UpdateJob.self, ListJobs.self, GetJob.self, StartJob.self, StopJob.self,
        DeleteJob.self,
        CreateJobExport.self, UpdateJobExport.self, ListJobExports.self, GetJobExport.self,
        DeleteJobExport.self,
        ListRuns.self, StopBatch.self, RerunBatch.self,
        CreateVariable.self, UpdateVariable.self, GetVariable.self, ListVariables.self,
        DeleteVariable.self,
    ]

    /// Calls that public clients send and the documents do not have.
    private static let beyond: [any APICall.Type] = [
        CheckRepoExists.self, CheckTransformExists.self, CheckExportExists.self,
        CheckDataSourceExists.self, CheckJobExists.self, CheckJobExportExists.self,
        SamplePoints.self, PostTextLines.self, PostRawText.self,
        ListPlugins.self, GetPlugin.self, DeletePlugin.self, VerifyPlugin.self,
        CreateGroup.self, UpdateGroup.self, GetGroup.self, ListGroups.self, DeleteGroup.self,
        StartGroup.self, StopGroup.self,
        CreateWorkflow.self, UpdateWorkflow.self, GetWorkflow.self, ListWorkflows.self,
        DeleteWorkflow.self, GetWorkflowStatus.self, StartWorkflow.self, StopWorkflow.self,
        UploadFunctionJar.self, UpdateFunctionJar.self, DeleteFunctionJar.self,
        ListFunctionJars.self, RegisterFunction.self, DeleteFunction.self, ListFunctions.self,
    ]

    /// Calls of the local service alone, below `/v2/local/`.
    private static let local: [any APICall.Type] = [
        GetJobTranslation.self, ListTransformTranslations.self, GetServiceDescription.self,
    ]

    /// The source of a call's definition.
    package enum Origin: String, Sendable, CaseIterable {
        case streaming, batch, clients, local
    }

    package static func origin(of call: any APICall.Type) -> Origin {
        func holds(_ calls: [any APICall.Type]) -> Bool { calls.contains { $0.name == call.name } }
        return holds(streaming)
            ? .streaming : holds(batch) ? .batch : holds(local) ? .local : .clients
    }

    /// Routes without documented answers: a service answers them with `E9001`.
    package static let knownByName: [Route] = [
        Route(.post, "/v2/workflows/{workflow}/search"),
        Route(.get, "/v2/udf/builtins"), Route(.post, "/v2/udf/debug"),
    ]
}
