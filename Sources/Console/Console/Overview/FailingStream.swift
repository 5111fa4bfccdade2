/// A transform or an export whose last attempt failed.
package struct FailingStream: Equatable, Sendable {
    package let address: ResourceAddress
    package let error: String
}
