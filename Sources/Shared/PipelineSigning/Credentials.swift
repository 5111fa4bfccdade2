/// An access key and its secret key; neither a description nor a dump shows the secret.
package struct Credentials: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    package let accessKey: String
    package let secretKey: String

    package init(accessKey: String, secretKey: String) {
        self.accessKey = accessKey
        self.secretKey = secretKey
    }

    package var description: String { "Credentials(\(accessKey))" }
    package var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
}
