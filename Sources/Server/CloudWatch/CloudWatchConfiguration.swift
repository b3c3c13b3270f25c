import Diagnostics
package import EventStore

/// A log group of CloudWatch Logs that is read on and on.
package struct CloudWatchConfiguration: Sendable {
  package var logGroup: String
  /// EKS writes audit events to streams of this name.
  package var streamPrefix: String? = "kube-apiserver-audit"
  package var region: String
  /// Nil for AWS's own of the region.
  package var endpoint: String?
  package var metadata: EventBlock.Metadata
  /// Where to begin when nothing was read yet, in milliseconds since the epoch.
  package var start: Int64
  /// Seconds that events may take to arrive at CloudWatch.
  package var settling = 60.0
  /// Seconds between two windows.
  package var pause = 15.0

  package init(
    logGroup: String, region: String, metadata: EventBlock.Metadata, start: Int64
  ) {
    self.logGroup = logGroup
    self.region = region
    self.metadata = metadata
    self.start = start
  }

  /// Under which the store keeps how far the group was read.
  package var checkpointKey: String { "cloudwatch:\(region):\(logGroup):\(streamPrefix ?? "")" }

  var url: String {
    endpoint ?? "https://logs.\(region).\(AWSCredentialSource.domain(of: region))/"
  }

  /// What is asked for the next page.
  func question(_ cursor: CloudWatchCursor) -> [UInt8] {
    var members = [
      #""logGroupName":\#(JSONLiteral.quoted(logGroup))"#, #""startTime":\#(cursor.start)"#,
      #""limit":10000"#,
    ]
    // CloudWatch's window has its end in it.
    if let end = cursor.end { members.append(#""endTime":\#(end - 1)"#) }
    if let streamPrefix {
      members.append(#""logStreamNamePrefix":\#(JSONLiteral.quoted(streamPrefix))"#)
    }
    if let token = cursor.token { members.append(#""nextToken":\#(JSONLiteral.quoted(token))"#) }
    return Array(("{" + members.joined(separator: ",") + "}").utf8)
  }
}
