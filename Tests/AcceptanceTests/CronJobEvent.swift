import Foundation

/// The creation of a cron job, as the API server logs it.
enum CronJobEvent {
  static func json(_ number: Int, user: String, at epoch: Double) -> String {
    let time = Date(timeIntervalSince1970: epoch).formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true))
    return """
      {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse",\
      "auditID":"00000000-0000-4000-8000-\(String(100_000_000_000 + number))",\
      "stage":"ResponseComplete","requestURI":"/apis/batch/v1/namespaces/shop/cronjobs",\
      "verb":"create","user":{"username":"\(user)","groups":["dev"]},\
      "sourceIPs":["10.0.0.1"],"userAgent":"kubectl/v1.31.0",\
      "objectRef":{"resource":"cronjobs","namespace":"shop","name":"job-\(number)"},\
      "responseStatus":{"metadata":{},"code":201},"requestObject":{"kind":"CronJob",\
      "spec":{"schedule":"*/5 * * * *","jobTemplate":{"spec":{"template":{"spec":{"containers":\
      [{"name":"a","image":"registry.example.org/a:1"}]}}}}}},\
      "requestReceivedTimestamp":"\(time)Z","stageTimestamp":"\(time)Z"}
      """
  }

  static func list(_ events: [String]) -> String {
    "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
      + events.joined(separator: ",") + "]}"
  }

  static func envelope(_ event: String) -> String {
    "{\"source\":\"kubernetes\",\"sourcetype\":\"_json\",\"event\":\(event)}"
  }
}
