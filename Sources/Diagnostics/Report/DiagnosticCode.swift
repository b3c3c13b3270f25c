/// The stable name of a rule. Ranges by stage; a code is never reused.
///
/// Shape: `SPL1…` text, `SPL2…` macros, `SPL3…` commands and functions, `SPL4…` planning,
/// `SPL5…` running, `CNT1…` content files.
package enum DiagnosticCode: String, Sendable, CaseIterable {
  case unterminatedQuote = "SPL1001"
  case unbalancedBracket = "SPL1002"
  case emptyCommand = "SPL1003"
  case unexpectedToken = "SPL1004"
  case missingOperand = "SPL1005"
  case unterminatedComment = "SPL1006"
  case invalidNumber = "SPL1007"

  case unknownMacro = "SPL2001"
  case macroArgumentCount = "SPL2002"
  case macroTooDeep = "SPL2003"
  case macroValidation = "SPL2004"
  case unterminatedMacro = "SPL2005"

  case unknownFunction = "SPL3001"
  case unknownCommand = "SPL3002"
  case argumentCount = "SPL3003"
  case unknownOption = "SPL3004"
  case invalidOptionValue = "SPL3005"
  case missingArgument = "SPL3006"
  case unknownAggregate = "SPL3007"
  case unsupportedCommand = "SPL3008"
  case commandPosition = "SPL3009"
  case invalidArgument = "SPL3010"
  case unsupportedOption = "SPL3011"
  case unsupportedSyntax = "SPL3012"

  case booleanValue = "SPL4001"
  case booleanExpected = "SPL4002"
  case invalidRegex = "SPL4003"
  case duplicateName = "SPL4004"
  case wildcardMismatch = "SPL4005"
  case invalidTime = "SPL4006"
  case unknownLookup = "SPL4007"
  case missingLookupField = "SPL4008"
  case missingGeoDatabase = "SPL4009"
  case invalidCIDR = "SPL4010"

  case regexLimit = "SPL5001"
  case memoryBudget = "SPL5002"
  case invalidValue = "SPL5003"
  case resultLimit = "SPL5004"

  case unreadableFile = "CNT1001"
  case invalidYAML = "CNT1002"
  case missingKey = "CNT1003"
  case wrongType = "CNT1004"
  case unknownShape = "CNT1005"
  case duplicateIdentifier = "CNT1006"
  case missingLookupFile = "CNT1007"
  case unknownKey = "CNT1008"
  case unknownReference = "CNT1009"
}
