import Commands
import Console
import PipelineAPI

/// A document of a file, with its place for messages.
struct PlacedDocument {
    let place: String
    let document: ChangeDocument
}

/// Reads all documents of a file before any is sent.
enum DocumentFile {
    static func read(
        _ path: String,
        kind: AnyResourceKind?,
        in container: String?
    ) throws(CommandFailure) -> [PlacedDocument] {
        let file = try InputFile(path)
        let name = file.name
        var documents: [PlacedDocument] = []
        for source in DocumentStream.documents(in: try file.readAll()) {
            let place = "'\(name)', document from line \(source.line): "
            do throws(CommandFailure) {
                let document = try ChangeDocument(value(source), kind: kind, in: container)
                documents.append(PlacedDocument(place: place, document: document))
            } catch { throw error.after(place) }
        }
        guard !documents.isEmpty else {
            throw CommandFailure(.usage, "'\(name)' holds no document: see 'pandora template KIND'")
        }
        return documents
    }

    private static func value(_ source: SourceDocument) throws(CommandFailure) -> JSONValue {
        do throws(APIError) {
            return try ExternalEditor.parse(source.text)
        } catch { throw CommandFailure(.usage, error.message) }
    }
}
