/// Why a server does not start.
package enum ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  case certificate(path: String, reason: String)
  case listener(name: String, address: String, reason: String)
  /// A body that may be larger than all bodies together.
  case limits(String)

  package var description: String {
    switch self {
    case .certificate(let path, let reason): "\(path): \(reason)"
    case .listener(let name, let address, let reason):
      "cannot listen for \(name) at \(address): \(reason)"
    case .limits(let reason): reason
    }
  }
}
