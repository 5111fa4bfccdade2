import PipelineAPI
import PipelineEngine

extension SQLTranslation {
    /// Asks an engine what it makes of SQL; what it refuses is an answer too.
    init(
        of name: String,
        _ sql: String,
        tables: [InputTable],
        by engine: any SQLEngine
    ) async {
        self.init(name: name, engine: engine.name)
        do throws(APIError) {
            let translated = try await engine.translation(of: sql, tables: tables)
            self.sql = translated.sql
            note = translated.note
        } catch {
            note = error.message
        }
    }
}
