/// A database of places that cannot be used.
package struct GeoDatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// There is no such file, or it may not be read.
    case unreadable
    /// The file is no MaxMind database, or a broken one.
    case invalid
  }

  package let code: Code
  package let path: String
  /// What the reader of the format says.
  package let cause: String

  package var description: String {
    switch code {
    case .unreadable:
      "the database of places `\(path)` cannot be read: \(cause); check the path and its permissions"
    case .invalid:
      "`\(path)` is no MaxMind database of places: \(cause); get a file in the MaxMind DB format, "
        + "such as GeoLite2-City.mmdb"
    }
  }
}
