import PipelineAPI
import Screen

extension ResourceID {
    package static let jobTranslations = ResourceID("jobtranslations")
    package static let transformTranslations = ResourceID("transformtranslations")
}

extension ResourceCatalogue {
    /// What the service's engine is given for a job's SQL; shown beneath the SQL, on request.
    static let jobTranslations = translations(of: .jobTranslations, "job translation", in: .job) {
        api,
        container throws(APIError) in
        [try await api.send(GetJobTranslation(job: try JobName(container)))]
    }

    /// The same for the transforms of a repo.
    static let transformTranslations = translations(
        of: .transformTranslations,
        "transform translation",
        in: .repo
    ) {
        api,
        container throws(APIError) in
        let call = ListTransformTranslations(repo: try RepoName(container))
        return try await api.send(call).translations
    }

    private static func translations(
        of id: ResourceID,
        _ noun: String,
        in containment: Containment,
        _ ask:
            @escaping @Sendable (any APICaller, String) async throws(APIError) ->
            [SQLTranslation]
    ) -> ResourceKind<SQLTranslation, SQLTranslation> {
        ResourceKind(
            id: id,
            title: "Translations",
            noun: noun,
            placement: .nested,
            containment: containment,
            // It changes with the definition, which nobody changes often.
            interval: 60,
            list: { api, scope throws(APIError) in
                (items: try await ask(api, scope.container), total: nil)
            },
            name: \.name,
            columns: [TableColumn("NAME", .flexible) { $0.name }],
            detail: .item { $0 },
            tabs: [
                DetailTab("sql", "SQL") { translation, _, _ in
                    .lines(translation.lines)
                }
            ]
        )
    }
}

extension SQLTranslation {
    /// Why it is not simply translated, if so, then the SQL.
    var lines: [DetailLine] {
        let reason = note.map { [DetailLine($0, .warning, wraps: true)] } ?? []
        return reason + (sql.map(SQLLines.lines) ?? [])
    }

    /// What stands beneath the SQL of a job or a transform once the user has asked for its translation.
    ///
    /// A service that knows no translations is one that runs SQL as it is written.
    static func lines(
        of name: String,
        from key: ListKey,
        in context: RenderContext
    ) -> [DetailLine] {
        guard context.showsTranslation else { return [] }
        let content = context.content(of: key)
        let rows = content?.value?.rows ?? []
        if let found: SQLTranslation = rows.first(where: { $0.name == name })?.item.value() {
            let title = DetailLine(says: "as \(found.engine) computes it", .muted)
            return [.blank, title, .blank] + found.lines
        }
        let isKnown = content?.value != nil || content?.error != nil
        return [
            .blank,
            DetailLine(
                says: isKnown
                    ? "this service shows no translation"
                    : "asking the service for the translation …",
                .muted
            ),
        ]
    }
}
