/// The catalogue of texts: what the interface says in English, said in Chinese.
///
/// Values stand as `%1`, `%2`, in the order of the English text; a translation may turn them round.
/// A key that stands in two of the tables is the same in both.
enum Chinese {
    static let texts = [kinds, keys, sentences, notices].reduce(into: [:]) { all, table in
        all.merge(table) { first, _ in first }
    }
}
