/// A place in an event's text that is filled anew for every event; written `<name>` in a template.
///
/// Go's JSON encoder escapes `<` and `>`, so no text of an audit log can be mistaken for a hole.
enum Hole: String, Sendable {
  // The request.
  case auditID, received, staged, stagedSecond, earlier
  case resourceVersion, olderVersion, count, timeout
  case uid, uid2, hash10, hash16, hash64, suffix, name
  case callerIP, outsideIP

  // A workload of the cluster.
  case pod, podUID, podIP, podNode, podNodeIP, podNodeUID, podHash
  case namespace, app, image, imageDigest, accountUID, otherNamespace

  // A node.
  case node, nodeIP, nodeUID

  // A person.
  case person, personGroup, personIP, personAgent
}
