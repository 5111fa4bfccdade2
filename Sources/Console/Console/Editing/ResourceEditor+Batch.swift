import PipelineAPI

extension ResourceEditor {
    static let dataSources = ResourceEditor(
        template: """
            # A data source: files that jobs read.
            name: access_files
            region: nb
            type: kodo               # or hdfs (paths), fusion (domains, fileFilter)
            spec:
              bucket: logs
              keyPrefixes: [access/]
              fileType: json         # csv (delimiter, containsHeader), text, parquet
            noVerifySchema: false    # true: the schema below is taken as it is
            schema: []               # empty: the one the files have

            """,
        fixed: Fixed(members: ["region", "type", "workflow"], code: .incompatibleSourceSchema),
        needs: { DocumentNeeds.item(.workflows, in: "workflow", of: $0) },
        current: { api, address throws(APIError) in
            let source = try await api.send(
                GetDataSource(dataSource: DataSourceName(address.name))
            )
            return try .document(
                UpdateDataSource.Body(
                    spec: source.spec,
                    schema: source.schema ?? [],
                    noVerifySchema: source.noVerifySchema
                ),
                fixed: [
                    "region": source.region, "type": source.type.rawValue,
                    "workflow": source.workflow,
                ]
            )
        },
        create: { document, _, name throws(APIError) in
            var body = try document.decoded(as: CreateDataSource.Body.self)
            body.schema = body.schema?.map(\.sayingRequired)
            return CreateDataSource(dataSource: try DataSourceName(name), body: body)
        },
        update: { document, address throws(APIError) in
            var body = try document.decoded(as: UpdateDataSource.Body.self)
            body.schema = body.schema.map(\.sayingRequired)
            return UpdateDataSource(dataSource: try DataSourceName(address.name), body: body)
        }
    )

    static let jobs = ResourceEditor(
        template: """
            # A job: SQL over data sources and other jobs.
            name: hourly_count
            srcs:
              - name: access_files
                type: DataSource     # or Job
                tableName: access
                # fileFilter: "$(date)"
            computation:
              type: SQL
              code: |
                SELECT count(*) AS requests
                FROM access
            container:               # a depend job has neither container nor params
              type: 1U2G
              count: 1
            scheduler:
              type: crontab          # or loop, manual, depend
              spec:
                crontab: "0 * * * *"
            # params:
            #   - name: day
            #     default: "2026-01-01"

            """,
        needs: DocumentNeeds.sources,
        current: { api, address throws(APIError) in
            let job = try await api.send(GetJob(job: JobName(address.name)))
            return try JSONValue(encoding: job.definition)
        },
        create: { document, _, name throws(APIError) in
            CreateJob(job: try JobName(name), body: try document.decoded(as: JobDefinition.self))
        },
        update: { document, address throws(APIError) in
            UpdateJob(
                job: try JobName(address.name),
                body: try document.decoded(as: JobDefinition.self)
            )
        }
    )

    static let jobExports = ResourceEditor(
        template: """
            # Where each successful run's result is written.
            name: to_bucket
            type: kodo               # hdfs http logdb tsdb report
            spec:
              bucket: results
              keyPrefix: "daily/$(year)-$(mon)-$(day)"
              format: csv            # json text parquet
              delimiter: ","
              containsHeader: true
              compression: none      # gzip; snappy for parquet
              fileCount: 1           # 1 to 1000
              saveMode: overwrite    # append errorIfExists ignore

            """,
        fixed: Fixed(members: ["type"], code: .invalidJobExport),
        current: { api, address throws(APIError) in
            let job = try JobName(address.scope.container)
            let export = try await api.send(
                GetJobExport(job: job, export: JobExportName(address.name))
            )
            return .object(["type": .string(export.type.rawValue), "spec": export.spec])
        },
        create: { document, scope, name throws(APIError) in
            CreateJobExport(
                job: try JobName(scope.container),
                export: try JobExportName(name),
                body: try document.decoded(as: CreateJobExport.Body.self)
            )
        },
        update: { document, address throws(APIError) in
            UpdateJobExport(
                job: try JobName(address.scope.container),
                export: try JobExportName(address.name),
                body: SpecBody(spec: try document.decoded(as: SpecBody.self).spec)
            )
        }
    )

    static let variables = ResourceEditor(
        template: """
            # A variable: $(yesterday) in SQL and file filters.
            name: yesterday
            type: time               # or string, without a format
            value: $(now)-1d         # m, h and d
            format: yyyy-MM-dd

            """,
        current: { api, address throws(APIError) in
            let variable = try await api.send(
                GetVariable(variable: VariableName(address.name))
            )
            return try JSONValue(
                encoding: VariableBody(
                    type: variable.type,
                    value: variable.value,
                    format: variable.format
                )
            )
        },
        create: { document, _, name throws(APIError) in
            CreateVariable(
                variable: try VariableName(name),
                body: try document.decoded(as: VariableBody.self)
            )
        },
        update: { document, address throws(APIError) in
            UpdateVariable(
                variable: try VariableName(address.name),
                body: try document.decoded(as: VariableBody.self)
            )
        }
    )

    static let workflows = ResourceEditor(
        template: """
            # A workflow; repos and data sources join it by their own 'workflow'.
            name: nightly
            region: nb
            comment: ""

            """,
        fixed: Fixed(members: ["region"], code: .regionMismatch),
        current: { api, address throws(APIError) in
            let workflow = try await api.send(
                GetWorkflow(workflow: WorkflowName(address.name))
            )
            return try .document(
                UpdateWorkflow.Body(nodes: workflow.nodes, comment: workflow.comment),
                fixed: ["region": workflow.region]
            )
        },
        create: { document, _, name throws(APIError) in
            CreateWorkflow(
                workflow: try WorkflowName(name),
                body: try document.decoded(as: CreateWorkflow.Body.self)
            )
        },
        // A creation takes no diagram.
        completion: { document, name throws(APIError) in
            guard let nodes = document["nodes"], ![.null, .object([:]), .array([])].contains(nodes)
            else { return nil }
            return UpdateWorkflow(
                workflow: try WorkflowName(name),
                body: try document.decoded(as: UpdateWorkflow.Body.self)
            )
        },
        update: { document, address throws(APIError) in
            UpdateWorkflow(
                workflow: try WorkflowName(address.name),
                body: try document.decoded(as: UpdateWorkflow.Body.self)
            )
        }
    )
}
