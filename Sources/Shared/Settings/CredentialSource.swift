/// The source of a profile's credentials; no description shows a secret.
package enum CredentialSource: Equatable, Sendable {
    case keys(accessKey: String, secretKey: String)
    /// A command that prints `accessKey: …` and `secretKey: …` lines, as a password store does.
    case command([String])
    /// A whole `Authorization` value that was signed elsewhere.
    case token(String)
    /// A command that prints such a value; it gets the method and the path of each request as two more arguments.
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
