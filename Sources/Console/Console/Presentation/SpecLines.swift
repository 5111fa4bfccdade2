/// What is known of an item, whole, in the notation the user chose with `v`.
enum SpecLines {
    static func lines(of value: some Encodable, in context: RenderContext) -> [DetailLine] {
        switch context.notation {
        case .json: JSONLines.lines(of: value)
        case .yaml: YAMLLines.lines(of: value)
        }
    }
}
