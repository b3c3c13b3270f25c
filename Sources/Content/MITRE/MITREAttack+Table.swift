extension MITREAttack {
  private static func entry(
    _ id: String, _ name: String, _ tactics: Tactic..., replacement: String? = nil
  ) -> Technique {
    Technique(id: id, name: name, tactics: tactics, replacement: replacement)
  }

  static let table: [Technique] = accessAndExecution + evasionAndImpact

  private static let accessAndExecution: [Technique] = [
    entry("T1021", "Remote Services", .lateralMovement),
    entry("T1036", "Masquerading", .stealth),
    entry("T1036.005", "Match Legitimate Resource Name or Location", .stealth),
    entry("T1036.010", "Masquerade Account Name", .stealth),
    entry("T1046", "Network Service Discovery", .discovery),
    entry("T1053", "Scheduled Task/Job", .execution, .persistence, .privilegeEscalation),
    entry(
      "T1053.007", "Container Orchestration Job", .execution, .persistence, .privilegeEscalation),
    entry("T1059", "Command and Scripting Interpreter", .execution),
    entry("T1068", "Exploitation for Privilege Escalation", .privilegeEscalation),
    entry("T1069", "Permission Groups Discovery", .discovery),
    entry("T1069.003", "Cloud Groups", .discovery),
    entry("T1070", "Indicator Removal", .stealth),
    entry(
      "T1078", "Valid Accounts", .initialAccess, .persistence, .privilegeEscalation,
      .stealth),
    entry(
      "T1078.001", "Default Accounts", .initialAccess, .persistence, .privilegeEscalation,
      .stealth),
    entry(
      "T1078.003", "Local Accounts", .initialAccess, .persistence, .privilegeEscalation,
      .stealth),
    entry(
      "T1078.004", "Cloud Accounts", .initialAccess, .persistence, .privilegeEscalation,
      .stealth),
    entry("T1087", "Account Discovery", .discovery),
    entry("T1098", "Account Manipulation", .persistence, .privilegeEscalation),
    entry(
      "T1098.006", "Additional Container Cluster Roles", .persistence, .privilegeEscalation),
    entry("T1105", "Ingress Tool Transfer", .commandAndControl),
    entry("T1110", "Brute Force", .credentialAccess),
    entry("T1110.001", "Password Guessing", .credentialAccess),
    entry("T1110.003", "Password Spraying", .credentialAccess),
    entry("T1110.004", "Credential Stuffing", .credentialAccess),
    entry("T1133", "External Remote Services", .initialAccess, .persistence),
    entry("T1136", "Create Account", .persistence),
    entry("T1136.001", "Local Account", .persistence),
    entry("T1190", "Exploit Public-Facing Application", .initialAccess),
    entry("T1204", "User Execution", .execution),
    entry("T1204.003", "Malicious Image", .execution),
    entry("T1212", "Exploitation for Credential Access", .credentialAccess),
  ]

  private static let evasionAndImpact: [Technique] = [
    entry("T1485", "Data Destruction", .impact),
    entry("T1489", "Service Stop", .impact),
    entry("T1490", "Inhibit System Recovery", .impact),
    entry("T1496", "Resource Hijacking", .impact),
    entry("T1496.001", "Compute Hijacking", .impact),
    entry("T1496.002", "Bandwidth Hijacking", .impact),
    entry("T1498", "Network Denial of Service", .impact),
    entry("T1499", "Endpoint Denial of Service", .impact),
    entry("T1525", "Implant Internal Image", .persistence),
    entry("T1526", "Cloud Service Discovery", .discovery),
    entry("T1528", "Steal Application Access Token", .credentialAccess),
    entry("T1543", "Create or Modify System Process", .persistence, .privilegeEscalation),
    entry("T1543.005", "Container Service", .persistence, .privilegeEscalation),
    entry("T1546", "Event Triggered Execution", .persistence, .privilegeEscalation),
    entry("T1550", "Use Alternate Authentication Material", .lateralMovement),
    entry("T1550.001", "Application Access Token", .lateralMovement),
    entry("T1552", "Unsecured Credentials", .credentialAccess),
    entry("T1552.001", "Credentials In Files", .credentialAccess),
    entry("T1552.005", "Cloud Instance Metadata API", .credentialAccess),
    entry("T1552.007", "Container API", .credentialAccess),
    entry("T1557", "Adversary-in-the-Middle", .credentialAccess, .collection),
    entry("T1562", "Impair Defenses", .defenseImpairment, replacement: "T1685"),
    entry("T1562.001", "Disable or Modify Tools", .defenseImpairment, replacement: "T1685"),
    entry(
      "T1562.007", "Disable or Modify Cloud Firewall", .defenseImpairment,
      replacement: "T1686.001"),
    entry("T1572", "Protocol Tunneling", .commandAndControl),
    entry("T1609", "Container Administration Command", .execution),
    entry("T1610", "Deploy Container", .execution),
    entry("T1611", "Escape to Host", .privilegeEscalation),
    entry("T1612", "Build Image on Host", .stealth),
    entry("T1613", "Container and Resource Discovery", .discovery),
    entry("T1619", "Cloud Storage Object Discovery", .discovery),
    entry("T1649", "Steal or Forge Authentication Certificates", .credentialAccess),
    entry("T1685", "Disable or Modify Tools", .defenseImpairment),
    entry("T1686", "Disable or Modify System Firewall", .defenseImpairment),
    entry("T1686.001", "Cloud Firewall", .defenseImpairment),
  ]
}
