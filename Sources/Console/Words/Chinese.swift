/// The catalogue of texts: what the interface says in English, said in Chinese.
///
/// Values stand as `%1`, `%2`, in the order of the English text; a translation may turn them round.
enum Chinese {
    static let texts: [String: String] = [:]
}
