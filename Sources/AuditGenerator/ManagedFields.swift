/// Who owns which field of an object: the bulk of what an API server keeps and logs.
enum ManagedFields {
  static func entry(_ manager: String, version: String, fields: String, subresource: String? = nil)
    -> String
  {
    let tail = subresource.map { #","subresource":"\#($0)""# } ?? ""
    return
      #"{"manager":"\#(manager)","operation":"Update","apiVersion":"\#(version)","time":"<stagedSecond>","fieldsType":"FieldsV1","fieldsV1":\#(fields)\#(tail)}"#
  }

  static let podSpec = entry(
    "kube-controller-manager", version: "v1",
    fields: compact(
      #"""
      {"f:metadata":{"f:annotations":{".":{},"f:checksum/settings":{}},"f:generateName":{},"f:labels":{".":{},
      "f:app.kubernetes.io/instance":{},"f:app.kubernetes.io/name":{},"f:pod-template-hash":{}},
      "f:ownerReferences":{".":{},"k:{\"uid\":\"<uid>\"}":{}}},"f:spec":\#(podTemplateSpec)}
      """#))

  static let podTemplateSpec = compact(
    #"""
    {"f:containers":{"k:{\"name\":\"<app>\"}":{".":{},"f:args":{},"f:env":{".":{},
    "k:{\"name\":\"DATABASE_PASSWORD\"}":{".":{},"f:name":{},"f:valueFrom":{".":{},"f:secretKeyRef":{}}},
    "k:{\"name\":\"GOMEMLIMIT\"}":{".":{},"f:name":{},"f:value":{}},
    "k:{\"name\":\"POD_NAME\"}":{".":{},"f:name":{},"f:valueFrom":{".":{},"f:fieldRef":{}}}},
    "f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:ports":{".":{},
    "k:{\"containerPort\":8443,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:name":{},"f:protocol":{}},
    "k:{\"containerPort\":9090,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:name":{},"f:protocol":{}}},
    "f:readinessProbe":{".":{},"f:failureThreshold":{},"f:httpGet":{".":{},"f:path":{},"f:port":{},"f:scheme":{}},
    "f:periodSeconds":{},"f:successThreshold":{},"f:timeoutSeconds":{}},"f:resources":{".":{},"f:limits":{".":{},"f:memory":{}},
    "f:requests":{".":{},"f:cpu":{},"f:memory":{}}},"f:securityContext":{".":{},"f:allowPrivilegeEscalation":{},
    "f:capabilities":{".":{},"f:drop":{}},"f:readOnlyRootFilesystem":{},"f:runAsNonRoot":{}},"f:terminationMessagePath":{},
    "f:terminationMessagePolicy":{},"f:volumeMounts":{".":{},"k:{\"mountPath\":\"/etc/<app>\"}":{".":{},"f:mountPath":{},
    "f:name":{},"f:readOnly":{}}}}},"f:dnsPolicy":{},"f:enableServiceLinks":{},"f:priorityClassName":{},"f:restartPolicy":{},
    "f:schedulerName":{},"f:securityContext":{".":{},"f:fsGroup":{},"f:seccompProfile":{".":{},"f:type":{}}},
    "f:serviceAccount":{},"f:serviceAccountName":{},"f:terminationGracePeriodSeconds":{},
    "f:topologySpreadConstraints":{".":{},"k:{\"topologyKey\":\"topology.kubernetes.io/zone\",\"whenUnsatisfiable\":\"ScheduleAnyway\"}":
    {".":{},"f:labelSelector":{},"f:maxSkew":{},"f:topologyKey":{},"f:whenUnsatisfiable":{}}},
    "f:volumes":{".":{},"k:{\"name\":\"settings\"}":{".":{},"f:configMap":{".":{},"f:defaultMode":{},"f:name":{}},"f:name":{}}}}
    """#)

  static let podStatus = entry(
    "kubelet", version: "v1",
    fields: compact(
      #"""
      {"f:status":{"f:conditions":{"k:{\"type\":\"ContainersReady\"}":{".":{},"f:lastProbeTime":{},"f:lastTransitionTime":{},
      "f:status":{},"f:type":{}},"k:{\"type\":\"Initialized\"}":{".":{},"f:lastProbeTime":{},"f:lastTransitionTime":{},
      "f:status":{},"f:type":{}},"k:{\"type\":\"PodReadyToStartContainers\"}":{".":{},"f:lastProbeTime":{},
      "f:lastTransitionTime":{},"f:status":{},"f:type":{}},"k:{\"type\":\"Ready\"}":{".":{},"f:lastProbeTime":{},
      "f:lastTransitionTime":{},"f:status":{},"f:type":{}}},"f:containerStatuses":{},"f:hostIP":{},"f:hostIPs":{},
      "f:observedGeneration":{},"f:phase":{},"f:podIP":{},"f:podIPs":{".":{},"k:{\"ip\":\"<podIP>\"}":{".":{},"f:ip":{}}},
      "f:startTime":{}}}
      """#), subresource: "status")

  static let lease = entry(
    "kube-controller-manager", version: "coordination.k8s.io/v1",
    fields:
      #"{"f:spec":{"f:acquireTime":{},"f:holderIdentity":{},"f:leaseDurationSeconds":{},"f:leaseTransitions":{},"f:renewTime":{}}}"#
  )
}
