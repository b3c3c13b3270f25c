import Testing

@testable import AuditGenerator

struct ExamplesTests {
  // Examples/audit-policy.yaml, rule by rule: the level it gives to each event of the story.
  @Test func theStoryFollowsItsPolicy() throws {
    let bodied = [
      "pods", "services", "daemonsets", "cronjobs", "jobs", "clusterrolebindings", "clusterroles",
      "rolebindings", "roles", "selfsubjectrulesreviews",
    ]
    for line in try lines(of: makeStory()) {
      let groups = line.strings("user", "groups")
      let verb = try #require(line.string("verb"))
      let resource = line.string("objectRef", "resource")
      let isWhole = line.string("objectRef", "subresource") == nil
      let username = line.string("user", "username")
      let expected =
        if groups.contains("system:nodes"), resource == "events",
          ["create", "patch"].contains(verb)
        {
          "Request"
        } else if groups.contains("system:nodes")
          || groups.contains("system:serviceaccounts:kube-system")
          || ["system:kube-scheduler", "system:kube-controller-manager"].contains(username)
        {
          "Metadata"
        } else if ["create", "update", "patch"].contains(verb), let resource, isWhole,
          bodied.contains(resource)
        {
          "RequestResponse"
        } else {
          "Metadata"
        }
      #expect(line.string("level") == expected, "\(line.text)")
    }
  }
}
