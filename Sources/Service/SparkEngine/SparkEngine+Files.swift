import ChildProcess
import FileReading
import FoundationEssentials
package import PipelineAPI
package import PipelineEngine

extension SparkEngine {
    package func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField] {
        if case .text = files.format { return [SchemaField("text", .string)] }
        let table = InputTable(name: "files", files: files, schema: [])
        return try await inScratch([table], refusal: .fileFormatMismatch) {
            inputs async throws(SparkFailure) in
            let request = SparkMessage.Files(table: SparkMessage.Table(inputs.tables[0]))
            return try await asked(.init(infer: request), inputs, SparkEngine.description).fields
                ?? []
        }
    }

    package func verify(_ table: InputTable) async throws(APIError) {
        try await inScratch([table], refusal: .fileFormatMismatch) {
            inputs async throws(SparkFailure) in
            let request = SparkMessage.Files(table: SparkMessage.Table(inputs.tables[0]))
            _ = try await asked(.init(verify: request), inputs, SparkEngine.computation)
        }
    }

    /// Looks through the files of tables; copies are made in a directory that only the computation uses.
    func inputs(
        _ tables: [InputTable],
        in directory: String
    ) async throws(SparkFailure) -> SparkInputs {
        var preparation = InputPreparation(directory: directory + "/inputs", unpacking: .byName)
        var prepared: [PreparedTable] = []
        do {
            for table in tables { prepared.append(try await preparation.prepare(table)) }
        } catch QueryFailure.failed(let message) {
            throw .refused(message)
        } catch {
            throw Task.isCancelled
                ? .stopped
                : .refused("the files cannot be read: look whether they are still there")
        }
        return SparkInputs(
            tables: prepared,
            names: preparation.names,
            directory: directory + "/inputs"
        )
    }

    /// Calls a body with tables that were looked through; what it throws becomes a refusal.
    func inScratch<Value: Sendable>(
        _ tables: [InputTable],
        refusal: ErrorCode,
        _ body: (SparkInputs) async throws(SparkFailure) -> Value
    ) async throws(APIError) -> Value {
        let directory = scratchDirectory + "/files-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        do throws(SparkFailure) {
            return try await body(try await inputs(tables, in: directory))
        } catch {
            switch error {
            case .refused(let message): throw APIError(refusal, "spark: " + message)
            case .unavailable(let reason): throw APIError(.internalError, reason)
            case .stopped: throw APIError(.internalError, "the request was ended: try again")
            }
        }
    }

    /// Returns the answer of the driver that is kept running.
    func asked(
        _ request: SparkMessage.Request,
        _ inputs: SparkInputs,
        _ limit: Duration,
        onStart: @escaping @Sendable (ChildIdentity) async -> Void = { _ in }
    ) async throws(SparkFailure) -> SparkMessage.Answer {
        guard let line = try? SparkMessage.line(request) else {
            throw .refused("the SQL cannot be read: write it as UTF-8")
        }
        switch await driver.ask(line, within: limit, onStart: onStart) {
        case .answer(let text):
            guard let answer = SparkMessage.answer(text) else {
                throw .unavailable("spark gave no answer that can be read: try again")
            }
            if let problem = answer.error { throw .refused(await inputs.text(of: problem)) }
            return answer
        case .cancelled: throw .stopped
        case .failed(let reason): throw .unavailable(reason)
        }
    }
}

/// Why Spark has no result.
enum SparkFailure: Error {
    /// What was asked cannot be computed, and why.
    case refused(String)
    /// Spark does not answer, and what to do.
    case unavailable(String)
    case stopped

    /// The failure as that of a run or a step.
    var ofQuery: QueryFailure {
        switch self {
        case .refused(let message): .failed("spark: " + message)
        case .unavailable(let reason): .failed(reason)
        case .stopped: .stopped
        }
    }
}

/// The tables of a computation, which were looked through, and the names of their files.
struct SparkInputs: Sendable {
    let tables: [PreparedTable]
    let names: FileNames
    /// Where copies are.
    let directory: String

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// What is to be said of a run, with what is known of its files.
    func note(_ own: String?) -> String? {
        let notes = [own].compactMap(\.self) + tables.flatMap(\.notes)
        return notes.isEmpty ? nil : notes.joined(separator: "; ")
    }

    /// Returns the message about a problem, with files by their names, and the line of a value.
    func text(of problem: SparkMessage.Problem) async -> String {
        guard let failed = problem.value else {
            return names.naming(problem.text.replacing("file://", with: ""))
        }
        let line = await ValueSearch(tables: tables, names: names).line(of: failed)
        return failed.text(naming: names, line: line)
    }
}
