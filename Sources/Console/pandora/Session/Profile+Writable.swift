import Console
import Settings

extension Profile {
    /// The profile's rule for changes in the console's form.
    var identityWritable: Identity.Writable {
        switch writable {
        case .never: .never
        case .ask: .ask
        case .always: .always
        }
    }
}
