import Console
import FoundationEssentials
import PipelineAPI
import Settings

/// A document is read as JSON or refused; the YAML written from it is the same value.
enum DocumentTarget: FuzzTarget {
    static func fault(in input: [UInt8]) -> String? {
        guard let json = try? YAMLDocument.json(from: String(decoding: input, as: UTF8.self))
        else { return nil }
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
