/// The Chinese translations of the interface's English texts.
///
/// Values are `%1`, `%2`, in the order of the English text; a translation may reorder them. A key in two of the
/// tables has the same translation in both.
enum Chinese {
    static let texts = [kinds, keys, sentences, notices, handOver, work, views, board].reduce(
        into: [:]) {
            all,
            table in
            all.merge(table) { first, _ in first }
        }
}
