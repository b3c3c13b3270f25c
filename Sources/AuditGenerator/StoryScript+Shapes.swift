// Shapes of request that several scenes share.
extension StoryScript {
  func paced(from second: Double, every gap: Double, _ exchanges: [AuditExchange]) -> [Scene] {
    exchanges.enumerated().map { index, exchange in
      Scene(second: second + Double(index) * gap, exchange: exchange)
    }
  }

  func creation(
    _ resource: String, in namespace: String?, _ name: String, group: String, _ body: String,
    by caller: Caller
  ) -> AuditExchange {
    AuditExchange(
      "create", ObjectReference(resource, in: namespace, name, group: group), by: caller,
      query: "?fieldManager=kubectl-create&fieldValidation=Strict",
      path: ObjectReference(resource, in: namespace, group: group).path, level: .requestResponse,
      outcome: .code(201), request: body, response: body)
  }

  func cronJob(
    _ name: String, in namespace: String, schedule: String, image: String, command: String
  ) -> String {
    ObjectBodies.cronJob(schedule: schedule, images: [image], command: command, name: name)
      .replacing("<namespace>", with: namespace)
  }

  func shell(in pod: String, of namespace: String, container: String, lasting seconds: Int)
    -> AuditExchange
  {
    AuditExchange(
      "create", ObjectReference("pods", in: namespace, pod, subresource: "exec"),
      by: StoryCast.usurper,
      query: "?command=sh&container=\(container)&stdin=true&stdout=true&tty=true",
      outcome: .code(101),
      duration: seconds...seconds)
  }
}
