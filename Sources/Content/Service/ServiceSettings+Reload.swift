extension ServiceSettings {
  /// Whether something differs that is looked at only when the program starts.
  package func needsRestart(after old: ServiceSettings) -> Bool {
    var same = self
    same.outputs = old.outputs
    same.riskFactors = old.riskFactors
    same.assets = old.assets
    return same != old
  }
}
