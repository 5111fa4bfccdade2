package import PipelineAPI
package import PipelineEngine

package import struct FoundationEssentials.Data
package import struct FoundationEssentials.Date

extension MemoryStore {
    package func deleteRepo(named name: String) -> Bool {
        guard !tasks.values.contains(where: { $0.key.repo == name || $0.destination == name })
        else {
            return false
        }
        batches[name] = nil
        return repoRecords.removeValue(forKey: name) != nil
    }

    package func append(_ batch: PointBatch, to repo: RepoRecord) -> Bool {
        repoRecords[repo.name]?.identity == repo.identity && append(batch, to: repo.name)
    }

    private func append(_ batch: PointBatch, to repo: String) -> Bool {
        guard repoRecords[repo] != nil else { return false }
        lastPosition += 1
        let stored = StoredBatch(
            position: lastPosition,
            count: batch.count,
            json: batch.json,
            arrivedAt: batch.arrivedAt
        )
        batches[repo, default: []].append(stored)
        return true
    }

    package func latestPoints(of repo: String, count: Int) throws(APIError) -> [PointRecord] {
        var found: [PointRecord] = []
        for batch in (batches[repo] ?? []).reversed() where found.count < count {
            found = try JSONCoding.decode([PointRecord].self, from: batch.json) + found
        }
        return found.suffix(count)
    }

    package func points(
        of repo: String,
        after position: Int64,
        untilBytes bytes: Int
    ) -> [StoredBatch] {
        var found: [StoredBatch] = []
        var size = 0
        for batch in batches[repo] ?? [] where batch.position > position && size < bytes {
            found.append(batch)
            size += batch.json.count
        }
        return found
    }

    package func pointCount(of repo: String, after position: Int64) -> Int {
        (batches[repo] ?? []).reduce(0) { $0 + ($1.position > position ? $1.count : 0) }
    }

    package func streamTasks() -> [StreamTask] {
        tasks.values.sorted { ($0.key.repo, $0.key.name) < ($1.key.repo, $1.key.name) }
    }

    package func position(of key: StreamKey) -> StreamPosition? { positions[key] }

    package func insert(
        _ task: StreamTask,
        creating repo: RepoRecord?,
        fromOldest: Bool
    ) -> Bool {
        guard repoRecords[task.key.repo] != nil, tasks[task.key] == nil else { return false }
        if let destination = task.destination {
            let isTaken = tasks.values.contains { $0.destination == destination }
            let isThere = repoRecords[destination] != nil
            guard !isTaken, isThere == (repo == nil) else { return false }
        }
        if let repo { repoRecords[repo.name] = identified(repo) }
        let task = identified(task)
        tasks[task.key] = task
        positions[task.key] = StreamPosition(
            position: fromOldest ? 0 : batches[task.key.repo]?.last?.position ?? 0,
            identity: task.identity
        )
        return true
    }

    package func update(_ task: StreamTask, destination: RepoRecord?) -> Bool {
        guard tasks[task.key]?.identity == task.identity else { return false }
        if let destination, !update(destination) { return false }
        tasks[task.key] = task
        return true
    }

    package func delete(_ task: StreamTask) -> Bool {
        guard let known = tasks[task.key], known.identity == task.identity else { return false }
        if case .transform(let definition) = known.work, definition.ownsDestination {
            let name = definition.destination
            guard !tasks.values.contains(where: { $0.key.repo == name }) else { return false }
            repoRecords[name] = nil
            batches[name] = nil
        }
        tasks[task.key] = nil
        positions[task.key] = nil
        deliveries[task.key] = nil
        return true
    }

    package func commit(_ step: StreamStep) -> Bool {
        guard var cursor = positions[step.key], cursor.position == step.from,
            cursor.identity == step.identity
        else { return false }
        if let output = step.output, !append(output.batch, to: output.repo) { return false }
        cursor.position = step.to
        cursor.processed += step.processed
        cursor.lastError = step.note
        cursor.lastTime = step.time
        cursor.successTime = step.time
        positions[step.key] = cursor
        return true
    }

    package func planDelivery(_ step: StreamStep) -> Int64 {
        guard let cursor = positions[step.key], cursor.position == step.from,
            cursor.identity == step.identity
        else { return step.to }
        if let planned = deliveries[step.key], planned > step.from { return planned }
        deliveries[step.key] = step.to
        return step.to
    }

    package func setError(_ message: String, of task: StreamTask, at time: Date) {
        guard positions[task.key]?.identity == task.identity else { return }
        positions[task.key]?.lastError = message
        positions[task.key]?.lastTime = time
    }
}

extension MemoryStore {
    package func records<Record: NamedRecord>(
        _ type: Record.Type
    ) throws(APIError) -> [Record] {
        var found: [Record] = []
        for (_, json) in (named[Record.recordKind] ?? [:]).sorted(by: { $0.key < $1.key }) {
            found.append(try JSONCoding.decode(type, from: json))
        }
        return found
    }

    package func insert<Record: NamedRecord>(record: Record) throws(APIError) -> Bool {
        guard named[Record.recordKind]?[record.recordName] == nil else { return false }
        return try put(record)
    }

    package func update<Record: NamedRecord>(record: Record) throws(APIError) -> Bool {
        guard named[Record.recordKind]?[record.recordName] != nil else { return false }
        return try put(record)
    }

    private func put<Record: NamedRecord>(_ record: Record) throws(APIError) -> Bool {
        do {
            let json = try JSONCoding.encode(record)
            named[Record.recordKind, default: [:]][record.recordName] = json
            return true
        } catch {
            throw APIError(.internalError, "'\(record.recordName)' cannot be stored: \(error)")
        }
    }

    package func deleteRecord<Record: NamedRecord>(
        _ type: Record.Type,
        named name: String
    ) -> Bool {
        named[Record.recordKind]?.removeValue(forKey: name) != nil
    }

    package func jobExports(of job: String) -> [JobExportRecord] {
        exports.filter { $0.job == job }.sorted { $0.name < $1.name }
    }

    package func insert(_ export: JobExportRecord) -> Bool {
        let isTaken = exports.contains { $0.job == export.job && $0.name == export.name }
        guard !isTaken, jobRecords[export.job] != nil else { return false }
        exports.append(identified(export))
        return true
    }

    package func update(_ export: JobExportRecord) -> Bool {
        let index = exports.firstIndex { $0.job == export.job && $0.name == export.name }
        guard let index, exports[index].identity == export.identity else { return false }
        exports[index] = export
        return true
    }

    package func deleteJobExport(named name: String, of job: String) -> Bool {
        let index = exports.firstIndex { $0.job == job && $0.name == name }
        guard let index else { return false }
        exports.remove(at: index)
        return true
    }
}
