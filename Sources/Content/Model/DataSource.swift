/// A kind of event that detections search.
package struct DataSource: Sendable, Equatable {
  package let name: String
  package let id: String
  package let version: Int
  package let description: String
  package let source: String
  package let sourcetype: String
  /// The field whose value tells one kind of event from another.
  package let separator: String?
  package let fields: [String]
  package let outputFields: [String]
  /// The product add-ons that read it.
  package let addOns: [String]
  package let exampleLog: String?
  package let file: String
}
