/// The whole item in the notation chosen with `v`.
enum SpecLines {
    static func lines(of value: some Encodable, in context: RenderContext) -> [DetailLine] {
        switch context.notation {
        case .json: JSONLines.lines(of: value)
        case .yaml: YAMLLines.lines(of: value)
        }
    }
}
