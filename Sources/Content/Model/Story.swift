/// A story that detections are grouped under.
package struct Story: Sendable, Equatable {
  package let name: String
  package let id: String
  package let version: Int
  package let author: String
  package let description: String
  package let narrative: String
  package let categories: [String]
  package let useCase: String?
  package let references: [String]
  package let file: String
}
