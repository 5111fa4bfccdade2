import PipelineAPI

extension ResourceEditor {
    static let repos = ResourceEditor(
        template: """
            # A repo. Lines that begin with # are comments.
            name: access_log
            region: nb
            schema:
              # boolean, long, date, float, string, array (elemtype long, float or string), map, jsonstring, ip
              - key: time
                valtype: date
                required: true
              - key: status
                valtype: long
            # options:
            #   withIP: ip             # a field that gets the sender's address
            #   withTimestamp: at      # a field that gets the time of arrival
            #   unescapeLine: true     # \\t and \\n in texts become TAB and LF

            """,
        fixed: Fixed(members: ["region", "group", "workflow"], code: .regionMismatch),
        needs: { document in
            DocumentNeeds.item(.groups, in: "group", of: document)
                + DocumentNeeds.item(.workflows, in: "workflow", of: document)
        },
        current: { api, address throws(APIError) in
            let repo = try await api.send(GetRepo(repo: RepoName(address.name)))
            return try .document(
                UpdateRepo.Body(
                    schema: try Schema(repo.schema),
                    options: repo.options,
                    description: repo.description
                ),
                fixed: [
                    "region": repo.region, "group": repo.group, "workflow": repo.workflow,
                ]
            )
        },
        create: { document, _, name throws(APIError) in
            CreateRepo(
                repo: try RepoName(name),
                body: try document.decoded(as: CreateRepo.Body.self)
            )
        },
        update: { document, address throws(APIError) in
            UpdateRepo(
                repo: try RepoName(address.name),
                body: try document.decoded(as: UpdateRepo.Body.self)
            )
        }
    )

    static let transforms = ResourceEditor(
        template: """
            # A transform of the selected repo; its input is the table 'stream'.
            name: count_by_path
            to: path_stats           # the repo to write to; made where there is none
            mode: sql
            code: |
              SELECT path, count(*) AS requests
              FROM stream
              GROUP BY path
            interval: 1m             # 5s 10s 20s 30s 1m 5m 10m
            whence: newest           # or oldest: with the points that are there already
            container:
              type: 1U2G
              count: 1

            """,
        fixed: Fixed(members: ["to", "whence", "destrepo"], code: .transformUpdateRefused),
        needs: { DocumentNeeds.item(.repos, in: "to", of: $0) },
        current: { api, address throws(APIError) in
            let repo = try RepoName(address.scope.container)
            let name = try TransformName(address.name)
            let transform = try await api.send(GetTransform(repo: repo, transform: name))
            let whence = transform.spec.whence ?? .newest
            return try .document(
                transform.spec,
                fixed: ["to": transform.to, "whence": whence.rawValue]
            )
        },
        create: { document, scope, name throws(APIError) in
            guard let destination = document["to"]?.text else {
                throw APIError(
                    .malformedBody,
                    "the document has no 'to': name the repo to write to"
                )
            }
            return CreateTransform(
                repo: try RepoName(scope.container),
                transform: try TransformName(name),
                destination: try RepoName(destination),
                body: try document.decoded(as: TransformSpec.self)
            )
        },
        update: { document, address throws(APIError) in
            var spec = try document.decoded(as: TransformSpec.self)
            spec.whence = nil
            spec.destrepo = nil
            return UpdateTransform(
                repo: try RepoName(address.scope.container),
                transform: try TransformName(address.name),
                body: spec
            )
        }
    )

    static let exports = ResourceEditor(
        template: """
            # An export of the selected repo.
            name: to_logs
            type: logdb              # http tsdb logdb kodo mongodb report hdfs
            whence: oldest           # or newest
            spec:
              destRepoName: logs
              omitInvalid: false
              doc:
                when: "#time"        # a field of the repo
                where:
                  path: "#path"
            # http:  {host: 127.0.0.1:8080, uri: /in, format: json}
            # kodo:  {bucket: logs, keyPrefix: "a/$(year)-$(mon)-$(day)/", fields: {a: "#a"}, format: json}
            # tsdb:  {destRepoName: db, series: s, tags: {a: "#a"}, fields: {b: "#b"}, timestamp: "#time"}

            """,
        fixed: Fixed(members: ["type", "whence"], code: .invalidExport),
        current: { api, address throws(APIError) in
            let repo = try RepoName(address.scope.container)
            let export = try await api.send(
                GetExport(repo: repo, export: ExportName(address.name))
            )
            return .object([
                "type": .string(export.type.rawValue),
                "whence": .string((export.whence ?? .oldest).rawValue), "spec": export.spec,
            ])
        },
        create: { document, scope, name throws(APIError) in
            CreateExport(
                repo: try RepoName(scope.container),
                export: try ExportName(name),
                body: try document.decoded(as: CreateExport.Body.self)
            )
        },
        update: { document, address throws(APIError) in
            UpdateExport(
                repo: try RepoName(address.scope.container),
                export: try ExportName(address.name),
                body: SpecBody(spec: try document.decoded(as: SpecBody.self).spec)
            )
        }
    )

    static let groups = ResourceEditor(
        template: """
            # A group: computing that repos share.
            name: shared
            region: nb
            container:
              type: 1U2G             # 1U4G 2U4G 4U8G 4U16G 8U16G
              count: 1
            allocateOnStart: false

            """,
        fixed: Fixed(members: ["region"], code: .regionMismatch),
        current: { api, address throws(APIError) in
            var group = try await api.send(GetGroup(group: GroupName(address.name)))
            // What the group does at the moment is none of its definition.
            group.container.status = nil
            return try .document(
                UpdateGroup.Body(
                    container: group.container,
                    allocateOnStart: group.allocateOnStart
                ),
                fixed: ["region": group.region]
            )
        },
        create: { document, _, name throws(APIError) in
            CreateGroup(group: try GroupName(name), body: try document.decoded(as: Group.self))
        },
        update: { document, address throws(APIError) in
            UpdateGroup(
                group: try GroupName(address.name),
                body: try document.decoded(as: UpdateGroup.Body.self)
            )
        }
    )
}
