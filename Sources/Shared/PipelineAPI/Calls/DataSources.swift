/// The type of store a data source reads; compared without case, since documents and clients differ.
package struct DataSourceType: CaselessText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }
    package func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    package static let kodo = DataSourceType(rawValue: "kodo")
    package static let hdfs = DataSourceType(rawValue: "hdfs")
    package static let fusion = DataSourceType(rawValue: "fusion")
    package static let known: [DataSourceType] = [.kodo, .hdfs, .fusion]
}

/// The files of a data source; which members it has depends on the type.
package struct DataSourceSpec: Codable, Equatable, Sendable {
    /// kodo: the bucket, and the prefixes of the objects in it.
    package var bucket: String?
    package var keyPrefixes: [String]?
    /// hdfs: paths such as `hdfs://host:port/directory`.
    package var paths: [String]?
    /// fusion: one domain, and a range of times.
    package var domains: [String]?
    package var fileFilter: String?
    /// `json`, `csv`, `text` or `parquet`.
    package var fileType: String?
    /// csv only, both required then.
    package var delimiter: String?
    package var containsHeader: Bool?

    package init(
        bucket: String? = nil,
        keyPrefixes: [String]? = nil,
        paths: [String]? = nil,
        domains: [String]? = nil,
        fileFilter: String? = nil,
        fileType: String? = nil,
        delimiter: String? = nil,
        containsHeader: Bool? = nil
    ) {
        self.bucket = bucket
        self.keyPrefixes = keyPrefixes
        self.paths = paths
        self.domains = domains
        self.fileFilter = fileFilter
        self.fileType = fileType
        self.delimiter = delimiter
        self.containsHeader = containsHeader
    }

    package static let fileTypes = ["json", "csv", "text", "parquet"]
}

/// A data source: files of one type with one schema; `name` is absent in the answer of `GetDataSource`.
package struct DataSource: Codable, Equatable, Sendable {
    package var name: String?
    package var region: String
    package var type: DataSourceType
    package var spec: DataSourceSpec
    package var schema: [SchemaField]?
    /// Whether the schema is not compared with the files, at creation and when it is changed.
    package var noVerifySchema: Bool?
    package var workflow: String?

    package init(
        name: String? = nil,
        region: String,
        type: DataSourceType,
        spec: DataSourceSpec,
        schema: [SchemaField]? = nil,
        noVerifySchema: Bool? = nil,
        workflow: String? = nil
    ) {
        self.name = name
        self.region = region
        self.type = type
        self.spec = spec
        self.schema = schema
        self.noVerifySchema = noVerifySchema
        self.workflow = workflow
    }
}

/// Creates a data source; its schema is inferred from the files unless `noVerifySchema` is set.
package struct CreateDataSource: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/datasources/{dataSource}",
        errors: [
            .invalidDataSourceName, .dataSourceExists, .invalidBatchSpec, .bucketNotFound,
            .dataSourceHasNoFiles, .fileFormatMismatch, .emptySchema, .invalidFieldName,
            .unsupportedFieldType, .invalidPathCharacter, .incompatibleSourceSchema,
            .regionMismatch,
            .workflowNotFound, .workflowNotUpdatable, .invalidPathFilter, .undefinedPathVariable,
        ]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var region: String
        package var type: DataSourceType
        package var spec: DataSourceSpec
        package var noVerifySchema: Bool?
        package var workflow: String?
        package var schema: [SchemaField]?

        package init(
            region: String,
            type: DataSourceType,
            spec: DataSourceSpec,
            noVerifySchema: Bool? = nil,
            workflow: String? = nil,
            schema: [SchemaField]? = nil
        ) {
            self.region = region
            self.type = type
            self.spec = spec
            self.noVerifySchema = noVerifySchema
            self.workflow = workflow
            self.schema = schema
        }
    }

    package var dataSource: DataSourceName
    package var body: Body

    package init(dataSource: DataSourceName, body: Body) {
        self.dataSource = dataSource
        self.body = body
    }
}

/// Changes a data source: fields may be added, but not removed or given another type; the schema is compared with the
/// files as at creation.
package struct UpdateDataSource: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/datasources/{dataSource}",
        errors: [
            .dataSourceNotFound, .invalidBatchSpec, .incompatibleSourceSchema, .invalidFieldName,
            .unsupportedFieldType, .workflowNotUpdatable, .invalidPathFilter,
            .undefinedPathVariable, .bucketNotFound, .dataSourceHasNoFiles, .fileFormatMismatch,
        ]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var spec: DataSourceSpec
        package var schema: [SchemaField]
        /// As it was where it is left out; an addition to the document.
        package var noVerifySchema: Bool?

        package init(
            spec: DataSourceSpec,
            schema: [SchemaField],
            noVerifySchema: Bool? = nil
        ) {
            self.spec = spec
            self.schema = schema
            self.noVerifySchema = noVerifySchema
        }
    }

    package var dataSource: DataSourceName
    package var body: Body

    package init(dataSource: DataSourceName, body: Body) {
        self.dataSource = dataSource
        self.body = body
    }
}

/// Returns one data source.
package struct GetDataSource: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/datasources/{dataSource}",
        errors: [.dataSourceNotFound]
    )
    package typealias Output = DataSource

    package var dataSource: DataSourceName

    package init(dataSource: DataSourceName) {
        self.dataSource = dataSource
    }
}

/// Lists every data source.
package struct ListDataSources: APICall, Equatable {
    package static let route = Route(.get, "/v2/datasources")

    package struct Output: Codable, Equatable, Sendable {
        package var datasources: [DataSource]

        package init(datasources: [DataSource]) {
            self.datasources = datasources
        }
    }

    package init() {}
}

/// Deletes a data source, not its files; refused while a job reads it.
package struct DeleteDataSource: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/datasources/{dataSource}",
        errors: [.dataSourceNotFound, .dataSourceInUse, .workflowNotUpdatable]
    )
    package typealias Output = Nothing

    package var dataSource: DataSourceName

    package init(dataSource: DataSourceName) {
        self.dataSource = dataSource
    }
}

/// Infers the schema of files without creating a data source; changes nothing.
package struct InferSchema: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/schemas",
        errors: [
            .invalidBatchSpec, .bucketNotFound, .dataSourceHasNoFiles, .fileFormatMismatch,
        ],
        isReadOnly: true
    )

    package struct Body: Codable, Equatable, Sendable {
        package var type: DataSourceType
        package var spec: DataSourceSpec

        package init(type: DataSourceType, spec: DataSourceSpec) {
            self.type = type
            self.spec = spec
        }
    }

    package struct Output: Codable, Equatable, Sendable {
        package var schema: [SchemaField]

        package init(schema: [SchemaField]) {
            self.schema = schema
        }
    }

    package var body: Body

    package init(body: Body) {
        self.body = body
    }
}
