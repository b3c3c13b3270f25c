extension APIResource {
  /// The resources that the doctor knows; of all others it knows that they may be there.
  package static let known: [APIResource] = table.split(separator: "\n").compactMap {
    APIResource(line: $0)
  }

  private static let table = """
    - bindings ns create
    - componentstatuses cluster read
    - configmaps ns all
    - endpoints ns all
    - events ns all
    - limitranges ns all
    - namespaces cluster all status=status finalize=update
    - nodes cluster all status=status proxy=proxy
    - persistentvolumeclaims ns all status=status
    - persistentvolumes cluster all status=status
    - pods ns all status=status log=get exec=connect attach=connect portforward=connect \
    proxy=proxy binding=create eviction=create ephemeralcontainers=change resize=change
    - podtemplates ns all
    - replicationcontrollers ns all status=status scale=scale
    - resourcequotas ns all status=status
    - secrets ns all
    - serviceaccounts ns all token=create
    - services ns all status=status proxy=proxy
    admissionregistration.k8s.io mutatingadmissionpolicies cluster all
    admissionregistration.k8s.io mutatingadmissionpolicybindings cluster all
    admissionregistration.k8s.io mutatingwebhookconfigurations cluster all
    admissionregistration.k8s.io validatingadmissionpolicies cluster all status=status
    admissionregistration.k8s.io validatingadmissionpolicybindings cluster all
    admissionregistration.k8s.io validatingwebhookconfigurations cluster all
    apiextensions.k8s.io customresourcedefinitions cluster all status=status
    apiregistration.k8s.io apiservices cluster all status=status
    apps controllerrevisions ns all
    apps daemonsets ns all status=status
    apps deployments ns all status=status scale=scale
    apps replicasets ns all status=status scale=scale
    apps statefulsets ns all status=status scale=scale
    authentication.k8s.io selfsubjectreviews cluster create
    authentication.k8s.io tokenreviews cluster create
    authorization.k8s.io localsubjectaccessreviews ns create
    authorization.k8s.io selfsubjectaccessreviews cluster create
    authorization.k8s.io selfsubjectrulesreviews cluster create
    authorization.k8s.io subjectaccessreviews cluster create
    autoscaling horizontalpodautoscalers ns all status=status
    batch cronjobs ns all status=status
    batch jobs ns all status=status
    certificates.k8s.io certificatesigningrequests cluster all status=status approval=change
    certificates.k8s.io clustertrustbundles cluster all
    cilium.io ciliumclusterwidenetworkpolicies cluster all status=status
    cilium.io ciliumnetworkpolicies ns all status=status
    coordination.k8s.io leases ns all
    crd.projectcalico.org globalnetworkpolicies cluster all
    discovery.k8s.io endpointslices ns all
    events.k8s.io events ns all
    flowcontrol.apiserver.k8s.io flowschemas cluster all status=status
    flowcontrol.apiserver.k8s.io prioritylevelconfigurations cluster all status=status
    internal.apiserver.k8s.io storageversions cluster all status=status
    kyverno.io clusterpolicies cluster all status=status
    kyverno.io policies ns all status=status
    metrics.k8s.io nodes cluster read
    metrics.k8s.io pods ns read
    networking.k8s.io ingressclasses cluster all
    networking.k8s.io ingresses ns all status=status
    networking.k8s.io ipaddresses cluster all
    networking.k8s.io networkpolicies ns all
    networking.k8s.io servicecidrs cluster all status=status
    node.k8s.io runtimeclasses cluster all
    policy poddisruptionbudgets ns all status=status
    projectcalico.org globalnetworkpolicies cluster all
    rbac.authorization.k8s.io clusterrolebindings cluster all
    rbac.authorization.k8s.io clusterroles cluster all
    rbac.authorization.k8s.io rolebindings ns all
    rbac.authorization.k8s.io roles ns all
    resource.k8s.io deviceclasses cluster all
    resource.k8s.io resourceclaims ns all status=status
    resource.k8s.io resourceclaimtemplates ns all
    resource.k8s.io resourceslices cluster all
    scheduling.k8s.io priorityclasses cluster all
    storage.k8s.io csidrivers cluster all
    storage.k8s.io csinodes cluster all
    storage.k8s.io csistoragecapacities ns all
    storage.k8s.io storageclasses cluster all
    storage.k8s.io volumeattachments cluster all status=status
    storage.k8s.io volumeattributesclasses cluster all
    templates.gatekeeper.sh constrainttemplates cluster all status=status
    """
}
