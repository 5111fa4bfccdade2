/// A definition with an identity: a number that the store gives it when it is created and that no other
/// definition, of whatever kind, has or will have.
///
/// Names are used again; a mark of what was delivered, computed or read therefore carries the identity.
package protocol Identified {
    /// 0 before the definition is stored; an update keeps it, and a store refuses one of another identity.
    var identity: Int64 { get set }
}
