/// Where a profile's right to be let in comes from; no description shows a secret.
package enum CredentialSource: Equatable, Sendable {
    case keys(accessKey: String, secretKey: String)
    /// Prints `accessKey: …` and `secretKey: …` lines, as a password store does.
    case command([String])
    /// A whole `Authorization` value that somebody else signed.
    case token(String)
    /// Prints such a value; is given the method and the path of each request as two more words.
    case tokenCommand([String])
}

extension CredentialSource: CustomStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .keys(let accessKey, _): "keys(\(accessKey))"
        case .command(let words): "command(\(words.joined(separator: " ")))"
        case .token: "token"
        case .tokenCommand(let words): "tokenCommand(\(words.joined(separator: " ")))"
        }
    }

    package var customMirror: Mirror { Mirror(self, children: ["source": description]) }
}
