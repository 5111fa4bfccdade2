import PipelineAPI
import PipelineEngine

/// Checks a change of a repo: no transform or export that reads or writes it may break.
struct RepoChange: Sendable {
    let store: any Store
    let engine: any SQLEngine

    /// Throws `E18128` naming what would break, and how.
    func check(_ before: RepoRecord, _ after: RepoRecord) async throws(APIError) {
        for task in try await store.streamTasks() {
            switch task.work {
            case .transform(let definition) where definition.destination == before.name:
                try checkFields(of: before, after, madeBy: task)
            case .transform(let definition) where task.key.repo == before.name:
                try await checkSQL(of: task, definition, after)
            case .export(let definition) where task.key.repo == before.name:
                try check(definition, of: task, after)
            default: break
            }
        }
    }

    private func checkFields(
        of before: RepoRecord,
        _ after: RepoRecord,
        madeBy task: StreamTask
    ) throws(APIError) {
        guard before.repo.schema != after.repo.schema else { return }
        throw refusal(
            after,
            "transform '\(task.key.name)' of repo '\(task.key.repo)' makes its fields: "
                + "update the transform"
        )
    }

    private func checkSQL(
        of task: StreamTask,
        _ definition: TransformDefinition,
        _ after: RepoRecord
    ) async throws(APIError) {
        guard definition.spec.plugin == nil,
            let target = try await store.repo(named: definition.destination)
        else { return }
        let rules = TransformRules(engine: engine, spec: definition.spec)
        do throws(APIError) {
            let columns = try await rules.columns(over: after).fields
            if let lost = TransformRules.firstLost(of: target.repo.schema, among: columns) {
                throw APIError(
                    .incompatibleRepoSchema,
                    "its field '\(lost)' would be lost or changed"
                )
            }
        } catch {
            throw refusal(after, "transform '\(task.key.name)' would break: \(error.message)")
        }
    }

    private func check(
        _ definition: ExportDefinition,
        of task: StreamTask,
        _ after: RepoRecord
    ) throws(APIError) {
        do throws(APIError) {
            try ExportRules.stream(engine, definition.type, fields: after.repo.storedFields)
                .check(definition.spec)
        } catch {
            throw refusal(after, "export '\(task.key.name)' would break: \(error.message)")
        }
    }

    private func refusal(_ repo: RepoRecord, _ reason: String) -> APIError {
        APIError(.incompatibleRepoSchema, "repo '\(repo.name)' cannot be changed so: \(reason)")
    }
}
