/// The documents that requests and answers about everything but pods carry.
enum ObjectBodies {
  static let nodeStatusPatch: String = {
    let conditions = ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"]
    let order = conditions.map { #"{"type":"\#($0)"}"# }.joined(separator: ",")
    let beats = conditions.map { #"{"lastHeartbeatTime":"<stagedSecond>","type":"\#($0)"}"# }
      .joined(separator: ",")
    let images = Vocabulary.apps.prefix(7).enumerated().map { index, app in
      return
        #"{"names":["registry.example.com/payments/\#(app)@sha256:<hash64>","registry.example.com/payments/\#(app):3.\#(index).1"],"sizeBytes":\#(48_213_377 + index * 7_340_113)}"#
    }.joined(separator: ",")
    return
      #"{"status":{"$setElementOrder/conditions":[\#(order)],"conditions":[\#(beats)],"images":[\#(images)]}}"#
  }()

  static func lease(_ holder: String) -> String {
    compact(
      #"""
      {"kind":"Lease","apiVersion":"coordination.k8s.io/v1","metadata":{"name":"\#(holder)","namespace":"kube-system",
      "uid":"0c4f8d3e-7f21-4a55-b3a8-c1b0d5b7a911","resourceVersion":"<resourceVersion>",
      "creationTimestamp":"2025-10-02T07:11:40Z","managedFields":[\#(ManagedFields.lease)]},
      "spec":{"holderIdentity":"control-plane-1_9d2c4c36-0f3e-4f46-8a2f-65e4a9d6c1b0","leaseDurationSeconds":15,
      "acquireTime":"2025-12-11T02:04:13.000000Z","renewTime":"<received>","leaseTransitions":3}}
      """#)
  }

  static func event(reason: String, message: String, type: String = "Normal") -> String {
    compact(
      #"""
      {"kind":"Event","apiVersion":"v1","metadata":{"name":"<pod>.<hash16>","namespace":"<namespace>"},
      "involvedObject":{"kind":"Pod","namespace":"<namespace>","name":"<pod>","uid":"<podUID>","apiVersion":"v1",
      "resourceVersion":"<olderVersion>","fieldPath":"spec.containers{<app>}"},"reason":"\#(reason)","message":"\#(message)",
      "source":{"component":"kubelet","host":"<podNode>"},"firstTimestamp":"<stagedSecond>","lastTimestamp":"<stagedSecond>",
      "count":1,"type":"\#(type)","eventTime":null,"reportingComponent":"kubelet","reportingInstance":"<podNode>"}
      """#)
  }

  static let settings = compact(
    #"""
    {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"<app>-settings","namespace":"<namespace>","uid":"<uid>",
    "resourceVersion":"<olderVersion>","creationTimestamp":"<earlier>"},
    "data":{"settings.yaml":"listen: :8443\nlimits:\n  requests: 400\n  burst: 60\nupstreams:\n- name: \"ledger\"\n  timeout: 1500ms\nnotes: 'path C:\\temp is \"odd\"'\n",
    "revision":"<hash16>"}}
    """#)

  static let deployment = compact(
    #"""
    {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"<app>","namespace":"<namespace>","uid":"<uid>",
    "resourceVersion":"<resourceVersion>","generation":<count>,"creationTimestamp":"<earlier>","labels":{"app.kubernetes.io/name":"<app>"},
    "annotations":{"deployment.kubernetes.io/revision":"<count>",
    "kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"annotations\":{},\"name\":\"<app>\",\"namespace\":\"<namespace>\"},\"spec\":{\"replicas\":3,\"template\":{\"spec\":{\"containers\":[{\"image\":\"<image>\",\"name\":\"<app>\"}]}}}}\n"},
    "managedFields":[\#(ManagedFields.entry("gitops-controller", version: "apps/v1", fields: #"{"f:spec":{"f:replicas":{},"f:template":{"f:spec":\#(ManagedFields.podTemplateSpec)}}}"#))]},
    "spec":{"replicas":3,"selector":{"matchLabels":{"app.kubernetes.io/name":"<app>"}},
    "template":{"metadata":{"labels":{"app.kubernetes.io/name":"<app>"}},"spec":\#(PodBodies.spec(bound: false))},
    "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":"25%"}},"revisionHistoryLimit":5,
    "progressDeadlineSeconds":600},"status":{"observedGeneration":<count>,"replicas":3,"updatedReplicas":3,"readyReplicas":3,
    "availableReplicas":3,"conditions":[{"type":"Available","status":"True","lastUpdateTime":"<earlier>",
    "lastTransitionTime":"<earlier>","reason":"MinimumReplicasAvailable","message":"Deployment has minimum availability."}]}}
    """#)

  static func cronJob(schedule: String, images: [String], command: String, name: String = "<name>")
    -> String
  {
    let containers = images.enumerated().map { index, image in
      compact(
        #"""
        {"name":"step-\#(index)","image":"\#(image)","command":["/bin/sh","-c","\#(command)"],"resources":{},
        "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}
        """#)
    }.joined(separator: ",")
    return compact(
      #"""
      {"kind":"CronJob","apiVersion":"batch/v1","metadata":{"name":"\#(name)","namespace":"<namespace>"},
      "spec":{"schedule":"\#(schedule)","concurrencyPolicy":"Forbid","suspend":false,"jobTemplate":{"metadata":{},
      "spec":{"template":{"metadata":{},"spec":{"containers":[\#(containers)],"restartPolicy":"OnFailure",
      "terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}}}},
      "successfulJobsHistoryLimit":3,"failedJobsHistoryLimit":1},"status":{}}
      """#)
  }

  static let job = compact(
    #"""
    {"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"<app>-rollup-29<count>","namespace":"<namespace>",
    "annotations":{"batch.kubernetes.io/cronjob-scheduled-timestamp":"<stagedSecond>"},
    "ownerReferences":[{"apiVersion":"batch/v1","kind":"CronJob","name":"<app>-rollup","uid":"<uid>","controller":true,"blockOwnerDeletion":true}]},
    "spec":{"template":{"metadata":{},"spec":\#(PodBodies.spec(bound: false))}},"status":{}}
    """#)

  static let binding = compact(
    #"""
    {"kind":"Binding","apiVersion":"v1","metadata":{"name":"<pod>","namespace":"<namespace>","uid":"<podUID>"},
    "target":{"kind":"Node","name":"<podNode>"}}
    """#)

  static let success =
    #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}"#

  static func clusterAdminBinding(name: String, subject: String) -> String {
    compact(
      #"""
      {"kind":"ClusterRoleBinding","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"\#(name)"},
      "subjects":[\#(subject)],
      "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"}}
      """#)
  }

  static let wildcardRole = compact(
    #"""
    {"kind":"ClusterRole","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"<name>"},
    "rules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]}
    """#)

  static let nodePortService = compact(
    #"""
    {"kind":"Service","apiVersion":"v1","metadata":{"name":"<name>","namespace":"<namespace>"},
    "spec":{"ports":[{"protocol":"TCP","port":443,"targetPort":8443,"nodePort":31443}],"selector":{"app.kubernetes.io/name":"<app>"},
    "type":"NodePort","sessionAffinity":"None","externalTrafficPolicy":"Cluster","internalTrafficPolicy":"Cluster"},
    "status":{"loadBalancer":{}}}
    """#)

  static let daemonSet = compact(
    #"""
    {"kind":"DaemonSet","apiVersion":"apps/v1","metadata":{"name":"<name>","namespace":"<namespace>"},
    "spec":{"selector":{"matchLabels":{"app":"<name>"}},"template":{"metadata":{"labels":{"app":"<name>"}},
    "spec":\#(PodBodies.spec([.privileged, .hostPath], bound: false))},"updateStrategy":{"type":"RollingUpdate"}},
    "status":{"currentNumberScheduled":0,"numberMisscheduled":0,"desiredNumberScheduled":0,"numberReady":0}}
    """#)

  static let mutatingWebhook = compact(
    #"""
    {"kind":"MutatingWebhookConfiguration","apiVersion":"admissionregistration.k8s.io/v1","metadata":{"name":"<name>"},
    "webhooks":[{"name":"inject.example.net","clientConfig":{"url":"https://203.0.113.80/inject"},
    "rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"],"scope":"*"}],
    "failurePolicy":"Ignore","sideEffects":"None","admissionReviewVersions":["v1"]}]}
    """#)

  static let signingRequest = compact(
    #"""
    {"kind":"CertificateSigningRequest","apiVersion":"certificates.k8s.io/v1","metadata":{"name":"<name>"},
    "spec":{"request":"TFMwdExTMUNSVWRKVGlCRFJWSlVTVVpKUTBGVVJTQlNSVkZWUlZOVUxTMHRMUzBL",
    "signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"]},"status":{}}
    """#)

  static func rulesReview(namespace: String) -> String {
    #"{"kind":"SelfSubjectRulesReview","apiVersion":"authorization.k8s.io/v1","metadata":{},"spec":{"namespace":"\#(namespace)"},"status":{"resourceRules":null,"nonResourceRules":null,"incomplete":false}}"#
  }
}
