/// The documents that requests and answers about pods carry.
enum PodBodies {
  /// What a pod may have that it should not.
  struct Traits: OptionSet, Sendable {
    let rawValue: Int
    static let privileged = Traits(rawValue: 1)
    static let hostPath = Traits(rawValue: 2)
    static let hostNetwork = Traits(rawValue: 4)
  }

  static func container(_ traits: Traits = [], image: String = "<image>") -> String {
    let security =
      traits.contains(.privileged)
      ? #"{"privileged":true}"#
      : #"{"capabilities":{"drop":["ALL"]},"runAsNonRoot":true,"readOnlyRootFilesystem":true,"allowPrivilegeEscalation":false}"#
    return compact(
      #"""
      {"name":"<app>","image":"\#(image)","args":["serve","--config=/etc/<app>/settings.yaml"],
      "ports":[{"name":"web","containerPort":8443,"protocol":"TCP"},{"name":"metrics","containerPort":9090,"protocol":"TCP"}],
      "env":[{"name":"POD_NAME","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}},
      {"name":"GOMEMLIMIT","value":"460MiB"},
      {"name":"DATABASE_PASSWORD","valueFrom":{"secretKeyRef":{"name":"<app>-database","key":"password"}}}],
      "resources":{"limits":{"memory":"512Mi"},"requests":{"cpu":"150m","memory":"384Mi"}},
      "volumeMounts":[{"name":"settings","readOnly":true,"mountPath":"/etc/<app>"},
      {"name":"kube-api-access-<suffix>","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],
      "readinessProbe":{"httpGet":{"path":"/ready","port":"web","scheme":"HTTPS"},"timeoutSeconds":2,"periodSeconds":5,
      "successThreshold":1,"failureThreshold":3},
      "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
      "imagePullPolicy":"IfNotPresent","securityContext":\#(security)}
      """#)
  }

  static func spec(_ traits: Traits = [], image: String = "<image>", bound: Bool = true) -> String {
    let hostVolume = traits.contains(.hostPath) ? #","hostPath":{"path":"/","type":""}"# : ""
    let extraVolume = hostVolume.isEmpty ? "" : #",{"name":"root"\#(hostVolume)}"#
    let host = traits.contains(.hostNetwork) ? #""hostNetwork":true,"hostPID":true,"# : ""
    let node = bound ? #""nodeName":"<podNode>","# : ""
    return compact(
      #"""
      {"volumes":[{"name":"settings","configMap":{"name":"<app>-settings","defaultMode":420}},
      {"name":"kube-api-access-<suffix>","projected":{"sources":[
      {"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},
      {"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}},
      {"downwardAPI":{"items":[{"path":"namespace","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}]}}],
      "defaultMode":420}}\#(extraVolume)],
      "containers":[\#(container(traits, image: image))],
      "restartPolicy":"Always","terminationGracePeriodSeconds":45,"dnsPolicy":"ClusterFirst",
      "serviceAccountName":"<app>","serviceAccount":"<app>",\#(node)\#(host)
      "securityContext":{"fsGroup":2000,"seccompProfile":{"type":"RuntimeDefault"}},"schedulerName":"default-scheduler",
      "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},
      {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],
      "priorityClassName":"standard","priority":1000,"enableServiceLinks":false,"preemptionPolicy":"PreemptLowerPriority",
      "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"topology.kubernetes.io/zone","whenUnsatisfiable":"ScheduleAnyway",
      "labelSelector":{"matchLabels":{"app.kubernetes.io/name":"<app>"}}}]}
      """#)
  }

  static let labels =
    #"{"app.kubernetes.io/instance":"<app>","app.kubernetes.io/name":"<app>","pod-template-hash":"<podHash>"}"#
  static let owner =
    #"[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"<app>-<podHash>","uid":"<uid>","controller":true,"blockOwnerDeletion":true}]"#

  /// A pod as the replica set controller asks for it.
  static let generated = compact(
    #"""
    {"kind":"Pod","apiVersion":"v1","metadata":{"generateName":"<app>-<podHash>-","labels":\#(labels),
    "annotations":{"checksum/settings":"<hash64>"},"ownerReferences":\#(owner)},
    "spec":\#(spec(bound: false)),"status":{}}
    """#)

  /// A pod as the API server keeps it.
  static let stored = compact(
    #"""
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"<pod>","generateName":"<app>-<podHash>-","namespace":"<namespace>",
    "uid":"<podUID>","resourceVersion":"<resourceVersion>","generation":1,"creationTimestamp":"<earlier>","labels":\#(labels),
    "annotations":{"checksum/settings":"<hash64>"},"ownerReferences":\#(owner),"managedFields":[
    \#(ManagedFields.podSpec),\#(ManagedFields.podStatus)]},
    "spec":\#(spec()),"status":\#(runningStatus)}
    """#)

  private static let runningStatus = compact(
    #"""
    {"observedGeneration":1,"phase":"Running","conditions":[
    {"type":"PodReadyToStartContainers","status":"True","lastProbeTime":null,"lastTransitionTime":"<earlier>"},
    {"type":"Initialized","status":"True","lastProbeTime":null,"lastTransitionTime":"<earlier>"},
    {"type":"Ready","status":"True","lastProbeTime":null,"lastTransitionTime":"<stagedSecond>"},
    {"type":"PodScheduled","status":"True","lastProbeTime":null,"lastTransitionTime":"<earlier>"}],
    "hostIP":"<podNodeIP>","hostIPs":[{"ip":"<podNodeIP>"}],"podIP":"<podIP>","podIPs":[{"ip":"<podIP>"}],
    "startTime":"<earlier>","containerStatuses":[\#(containerStatus)],"qosClass":"Burstable"}
    """#)

  private static let containerStatus = compact(
    #"""
    {"name":"<app>","state":{"running":{"startedAt":"<stagedSecond>"}},"lastState":{},"ready":true,"restartCount":0,
    "image":"<image>","imageID":"registry.example.com/<namespace>/<app>@sha256:<imageDigest>",
    "containerID":"containerd://<hash64>","started":true}
    """#)

  /// The strategic merge patch with which a kubelet reports a running container.
  static let statusPatch = compact(
    #"""
    {"metadata":{"uid":"<podUID>"},"status":{"$setElementOrder/conditions":[{"type":"PodReadyToStartContainers"},
    {"type":"Initialized"},{"type":"Ready"},{"type":"ContainersReady"},{"type":"PodScheduled"}],
    "conditions":[{"lastTransitionTime":"<stagedSecond>","status":"True","type":"Ready"},
    {"lastTransitionTime":"<stagedSecond>","status":"True","type":"ContainersReady"}],
    "containerStatuses":[\#(containerStatus)]}}
    """#)

  /// A pod that a person applies from a file: the text they applied travels in an annotation.
  static func applied(_ traits: Traits, image: String) -> String {
    let privileged =
      traits.contains(.privileged) ? #",\"securityContext\":{\"privileged\":true}"# : ""
    let network = traits.contains(.hostNetwork) ? #",\"hostNetwork\":true"# : ""
    let volume =
      traits.contains(.hostPath)
      ? #",\"volumes\":[{\"hostPath\":{\"path\":\"/\"},\"name\":\"root\"}]"# : ""
    let source =
      #"{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"annotations\":{},\"name\":\"<name>\",\"namespace\":\"<namespace>\"},\"spec\":{\"containers\":[{\"image\":\"\#(image)\",\"name\":\"shell\"\#(privileged)}]\#(network)\#(volume)}}\n"#
    return compact(
      #"""
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"<name>","namespace":"<namespace>",
      "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"\#(source)"}},
      "spec":\#(spec(traits, image: image, bound: false)),"status":{}}
      """#)
  }
}
