import Commands
import Console
import FoundationEssentials
import PipelineAPI
import Settings

/// A document is read as JSON or refused; the YAML written from it is the same value.
///
/// Each document of a file becomes the request that `pandora apply` would send, or is refused in words.
enum DocumentTarget: FuzzTarget {
    static func fault(in input: [UInt8]) -> String? {
        let text = String(decoding: input, as: UTF8.self)
        for document in DocumentStream.documents(in: text) {
            if let fault = faultOfRequest(document.text) { return fault }
        }
        return faultOfText(text)
    }

    private static func faultOfRequest(_ text: String) -> String? {
        guard let json = try? YAMLDocument.json(from: text),
            let value = try? JSONCoding.decode(JSONValue.self, from: json)
        else { return nil }
        do throws(CommandFailure) {
            let document = try ChangeDocument(value)
            _ = document.kind.editor?.needs(of: document.value, in: document.scope)
            for address in [nil, document.address] {
                if let fault = fault(of: document, at: address) { return fault }
            }
            return nil
        } catch {
            return error.lines.isEmpty ? "a document is refused without words" : nil
        }
    }

    private static func fault(
        of document: ChangeDocument,
        at address: ResourceAddress?
    ) -> String? {
        do throws(APIError) {
            let call = try document.kind.editor?.call(
                for: document.value,
                at: address,
                in: document.scope
            )
            return call?.preview.isEmpty == true ? "a request without a preview" : nil
        } catch {
            return error.message.isEmpty ? "a document is refused without words" : nil
        }
    }

    private static func faultOfText(_ text: String) -> String? {
        guard let json = try? YAMLDocument.json(from: text) else { return nil }
        guard let value = try? JSONCoding.decode(JSONValue.self, from: json) else {
            return "the document is no JSON: \(json.base64EncodedString())"
        }
        let text = YAMLLines.text(of: value)
        do throws(SettingsError) {
            let again = try YAMLDocument.json(from: text)
            let isSame = try? JSONCoding.decode(JSONValue.self, from: again) == value
            return isSame == true ? nil : "another value is read again from:\n\(text)"
        } catch {
            return "\(error.description), in:\n\(text)"
        }
    }
}
