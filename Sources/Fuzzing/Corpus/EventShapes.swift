/// A small example of each shape that events come in.
enum EventShapes {
  private static let event =
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","stage":"ResponseComplete","#
    + #""requestURI":"/a\u0026b","verb":"get","user":{"username":"u","groups":["g","h"]},"#
    + #""stageTimestamp":"2026-01-01T00:00:01.500000Z","annotations":{"a.b/c":""}}"#

  static let all = [
    event + "\n" + event + "\r\n" + #"{"a":[1,{"b":null}],"c":"é"}"# + "\n",
    #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event),\#(event)]}"#,
    "{\n\"kind\":\"EventList\",\n\"items\":[\n\(event),\n\(event)]}\n",
    "[\n  \(event),\n  {\"a\": 1}\n]\n{\n\"b\":\n2}\n",
    #"{"time":"1","host":"h","event":{"a":1},"fields":{"x":"y"}}{"event":"k=v"}"# + "\n",
    #"{"time":1,"event":"metric","fields":{"metric_name:cpu":1.5,"pod":"p"}}"# + "\n",
    #"{"log":"{'a':1}\n","stream":"stdout","time":"2026-01-01T00:00:00Z"}"# + "\n",
    "2026-01-01T00:00:00.1Z stdout P {\"a\":\n2026-01-01T00:00:00.1Z stdout F 1}\n",
    #"{"records":[{"category":"c","properties":{"log":"{\"a\":1}\n"}}]}"#,
    #"{"messageType":"DATA_MESSAGE","logEvents":[{"timestamp":1,"message":"{\"a\":\"b\"}"}]}"#,
    #"{"events":[{"timestamp":1,"message":"m","ingestionTime":2}]}"#,
    #"{"awslogs":{"data":"H4sIAAAAAAAAA6uu5QIABrCh3QMAAAA="}}"#,
    "Jan  1 00:00:00 host a=b c=\"d e\" (f=g)\n[01/Jan/2026:01:00:01 +0100] x\n",
    "<Event xmlns='x'><System><EventID>1</EventID></System></Event>\n",
  ]
}
