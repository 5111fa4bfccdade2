/// A code of the API's error table, or one of ours for failures on the client's side.
///
/// An unknown code keeps its text, and codes are compared by text. Status and meaning of a code, in both languages, are
/// in ``ErrorTable``.
package struct ErrorCode: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) {
        description = text
    }

    /// The table's row for this code; `nil` for an unknown one.
    package var entry: ErrorTable.Entry? { ErrorTable.entry(of: self) }

    /// The HTTP status of an answer with this code; 400 for an unknown one.
    package var status: Int { entry?.status ?? 400 }

    /// Whether the failure is transient, so that the same request may succeed a little later.
    package var isTransient: Bool { entry?.isTransient ?? false }

    /// Whether it comes from a service (`E` and digits, or the 401) instead of the client's side.
    package var isFromService: Bool {
        description.hasPrefix("E") && description.dropFirst().allSatisfy(\.isNumber)
    }
}

// The codes that the sources use by name; the table has every code.
extension ErrorCode {
    // The request.
    package static let lengthRequired = ErrorCode("E18003")
    package static let invalidLength = ErrorCode("E18004")
    package static let bodyTooLarge = ErrorCode("E18005")
    package static let emptyBody = ErrorCode("E18006")
    package static let malformedBody = ErrorCode("E18007")
    package static let fieldTooLong = ErrorCode("E18008")
    package static let internalError = ErrorCode("E9000")
    package static let notImplemented = ErrorCode("E9001")

    // Repos and points.
    package static let repoExists = ErrorCode("E18101")
    package static let repoNotFound = ErrorCode("E18102")
    package static let invalidRepoName = ErrorCode("E18103")
    package static let invalidDate = ErrorCode("E18104")
    package static let emptySchema = ErrorCode("E18105")
    package static let invalidFieldName = ErrorCode("E18106")
    package static let unsupportedFieldType = ErrorCode("E18107")
    package static let tooManySourceRepos = ErrorCode("E18108")
    package static let invalidSchema = ErrorCode("E18109")
    package static let invalidFieldValue = ErrorCode("E18110")
    package static let fieldNotFound = ErrorCode("E18111")
    package static let repoInUse = ErrorCode("E18112")
    package static let repoBeingDeleted = ErrorCode("E18113")
    package static let invalidPluginName = ErrorCode("E18117")
    package static let groupNotFound = ErrorCode("E18120")
    package static let logdbRepoNotFound = ErrorCode("E18122")
    package static let pointDoesNotFit = ErrorCode("E18123")
    package static let repoBeingMade = ErrorCode("E18124")
    package static let brokenGzip = ErrorCode("E18125")
    package static let incompatibleRepoSchema = ErrorCode("E18128")
    package static let undecodableTags = ErrorCode("E18138")

    // Transforms and plugins.
    package static let transformExists = ErrorCode("E18201")
    package static let transformNotFound = ErrorCode("E18202")
    package static let unsupportedTransformType = ErrorCode("E18203")
    package static let sameSourceAndDestination = ErrorCode("E18204")
    package static let destinationTaken = ErrorCode("E18205")
    package static let repoIsDerived = ErrorCode("E18206")
    package static let invalidTransform = ErrorCode("E18207")
    package static let invalidInterval = ErrorCode("E18208")
    package static let invalidTransformSQL = ErrorCode("E18209")
    package static let invalidPluginOutput = ErrorCode("E18211")
    package static let regionMismatch = ErrorCode("E18212")
    package static let invalidContainerType = ErrorCode("E18213")
    package static let invalidContainerCount = ErrorCode("E18214")
    package static let groupInUse = ErrorCode("E18215")
    package static let pluginNotFound = ErrorCode("E18216")
    package static let pluginExists = ErrorCode("E18217")
    package static let groupExists = ErrorCode("E18218")
    package static let pluginLengthMismatch = ErrorCode("E18219")
    package static let pluginDigestMismatch = ErrorCode("E18220")
    package static let invalidGroupName = ErrorCode("E18221")
    package static let groupRegionMismatch = ErrorCode("E18222")
    package static let pointsToDerivedRepo = ErrorCode("E18223")
    package static let invalidDestinationSchema = ErrorCode("E18229")
    package static let invalidTransformPlugin = ErrorCode("E18617")
    package static let transformUpdateRefused = ErrorCode("E18660")

    // Stream exports.
    package static let exportExists = ErrorCode("E18301")
    package static let exportNotFound = ErrorCode("E18302")
    package static let invalidExport = ErrorCode("E18303")
    package static let exportDeletionFailed = ErrorCode("E18304")
    package static let exportFailed = ErrorCode("E18305")
    package static let invalidExportType = ErrorCode("E18322")
    package static let hdfsUnreachable = ErrorCode("E18337")
    package static let hdfsUnreadable = ErrorCode("E18338")
    package static let csvWithoutDelimiter = ErrorCode("E18330")

    // Data sources and jobs.
    package static let invalidDataSourceName = ErrorCode("E18600")
    package static let dataSourceExists = ErrorCode("E18601")
    package static let dataSourceNotFound = ErrorCode("E18602")
    package static let dataSourceInUse = ErrorCode("E18603")
    package static let invalidJobName = ErrorCode("E18604")
    package static let jobExists = ErrorCode("E18605")
    package static let jobNotFound = ErrorCode("E18606")
    package static let wrongJobArguments = ErrorCode("E18607")
    package static let jobHasDownstream = ErrorCode("E18608")
    package static let invalidJobExportName = ErrorCode("E18609")
    package static let jobExportExists = ErrorCode("E18610")
    package static let jobExportNotFound = ErrorCode("E18611")
    package static let jobSourceNotFound = ErrorCode("E18612")
    package static let duplicateTableName = ErrorCode("E18613")
    package static let invalidBatchSpec = ErrorCode("E18614")
    package static let incompatibleSourceSchema = ErrorCode("E18615")
    package static let invalidJobSQL = ErrorCode("E18618")
    package static let bucketNotFound = ErrorCode("E18619")
    package static let dataSourceHasNoFiles = ErrorCode("E18620")
    package static let jobNotStarted = ErrorCode("E18621")
    package static let jobNotStopped = ErrorCode("E18622")
    package static let fileFormatMismatch = ErrorCode("E18623")
    package static let invalidPathCharacter = ErrorCode("E18638")
    package static let invalidJobExport = ErrorCode("E18651")

    // Functions of SQL.
    package static let invalidFunctionJarName = ErrorCode("E18627")
    package static let functionJarExists = ErrorCode("E18628")
    package static let functionJarNotFound = ErrorCode("E18629")
    package static let functionJarInUse = ErrorCode("E18630")
    package static let invalidFunctionClass = ErrorCode("E18631")
    package static let functionClassNotFound = ErrorCode("E18632")
    package static let invalidFunctionName = ErrorCode("E18633")
    package static let functionExists = ErrorCode("E18634")
    package static let functionNotFound = ErrorCode("E18635")
    package static let invalidFunctionDeclaration = ErrorCode("E18636")

    // Workflows.
    package static let invalidWorkflowName = ErrorCode("E18639")
    package static let workflowExists = ErrorCode("E18640")
    package static let workflowNotFound = ErrorCode("E18641")
    package static let invalidWorkflow = ErrorCode("E18642")
    package static let workflowNotUpdatable = ErrorCode("E18643")
    package static let workflowNotStartable = ErrorCode("E18644")
    package static let workflowNotStoppable = ErrorCode("E18645")
    package static let workflowIsEmpty = ErrorCode("E18650")
    package static let workflowNameTaken = ErrorCode("E18661")

    // Runs.
    package static let runNotFound = ErrorCode("E18624")
    package static let runNotRerunnable = ErrorCode("E18625")
    package static let runNotStoppable = ErrorCode("E18626")

    // Variables.
    package static let invalidVariableType = ErrorCode("E18016")
    package static let invalidVariableName = ErrorCode("E18017")
    package static let invalidVariableValue = ErrorCode("E18018")
    package static let invalidPathFilter = ErrorCode("E18019")
    package static let undefinedPathVariable = ErrorCode("E18705")
    package static let variableNotFound = ErrorCode("E18654")
    package static let variableExists = ErrorCode("E18655")
    package static let systemVariableName = ErrorCode("E18656")
    package static let undefinedVariable = ErrorCode("E18657")
    package static let invalidTimeFormat = ErrorCode("E18658")

    // Without a number: the 401 of the documents, and failures on the client's side.
    package static let unauthorized = ErrorCode("unauthorized")
    package static let unreachable = ErrorCode("unreachable")
    package static let timedOut = ErrorCode("timed-out")
    package static let connectionLost = ErrorCode("connection-lost")
    package static let unreadable = ErrorCode("unreadable")
    package static let tooManyRequests = ErrorCode("too-many-requests")
    package static let serverFault = ErrorCode("server-fault")
    package static let cancelled = ErrorCode("cancelled")
    package static let notReceived = ErrorCode("not-received")
    package static let outcomeUnknown = ErrorCode("outcome-unknown")
}
