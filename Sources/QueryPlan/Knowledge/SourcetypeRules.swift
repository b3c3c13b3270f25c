package import Diagnostics
package import EventModel

/// What fields the events of some source types have besides those of their text's own format.
///
/// Shape: extractions run first, in order, then aliases, calculated fields and lookups.
/// Source: `Documentation/Knowledge.md`.
package struct SourcetypeRules: Sendable {
  package let name: String
  /// Where the events say when they happened; the first that gives a time holds.
  package let times: [Time]
  package let extractions: [Extraction]
  package let aliases: [Alias]
  /// In order; a later one sees the earlier ones.
  package let calculations: [Calculation]
  package let lookups: [AutomaticLookup]

  package init(
    name: String, times: [Time] = [], extractions: [Extraction] = [], aliases: [Alias] = [],
    calculations: [Calculation] = [], lookups: [AutomaticLookup] = []
  ) {
    self.name = name
    self.times = times
    self.extractions = extractions
    self.aliases = aliases
    self.calculations = calculations
    self.lookups = lookups
  }

  /// Where in an event its time stands, and how it is written.
  package struct Time: Sendable {
    package enum Place: Sendable, Equatable {
      /// The first group of a pattern, in the event's text.
      case pattern(String)
      /// A member of a JSON event, by the keys that lead there.
      case member([String])
    }

    package let place: Place
    /// Nil: RFC 3339, ISO 8601, or seconds or fractions of them since 1970.
    package let format: StrptimeFormat?
    /// Of times that do not name theirs; nil for that of the reader.
    package let zone: TimeZoneRules?
    /// Where the rule is written.
    package let span: Span

    package init(
      _ place: Place, format: StrptimeFormat? = nil, zone: TimeZoneRules? = nil, at span: Span
    ) {
      self.place = place
      self.format = format
      self.zone = zone
      self.span = span
    }
  }

  /// Fields cut out of a text.
  package struct Extraction: Sendable {
    package enum Kind: Sendable, Equatable {
      /// `System` and `EventData` of a Windows event.
      case windowsXML
      /// Elements and attributes by their paths.
      case xml
      /// `key=value` pairs.
      case keyValue
      case json
      /// The named groups of a pattern.
      case regex(String)
      /// Values in a fixed order; a name that is empty or `-` is passed over.
      case delimited(by: String, names: [String])
    }

    package let kind: Kind
    /// The field that holds the text.
    package let field: String
    /// Where the rule is written.
    package let span: Span

    package init(_ kind: Kind, of field: String = "_raw", at span: Span) {
      self.kind = kind
      self.field = field
      self.span = span
    }
  }

  /// `target` is the first of `sources` that has a value.
  package struct Alias: Sendable, Equatable {
    package let target: String
    package let sources: [String]
    /// Whether a target that has a value gets the source's.
    package let overwrites: Bool

    package init(_ target: String, _ sources: [String], overwrites: Bool = false) {
      self.target = target
      self.sources = sources
      self.overwrites = overwrites
    }
  }

  /// A field that an eval expression gives.
  package struct Calculation: Sendable {
    package let target: String
    package let expression: Span

    package init(_ target: String, _ expression: Span) {
      self.target = target
      self.expression = expression
    }
  }

  /// A lookup that runs by itself.
  package struct AutomaticLookup: Sendable {
    package struct Pair: Sendable, Equatable {
      package let column: String
      package let field: String

      package init(column: String, field: String) {
        self.column = column
        self.field = field
      }
    }

    package let table: String
    package let inputs: [Pair]
    package let outputs: [Pair]
    package let span: Span

    package init(table: String, inputs: [Pair], outputs: [Pair], at span: Span) {
      self.table = table
      self.inputs = inputs
      self.outputs = outputs
      self.span = span
    }
  }
}

/// The rules of one file, as far as a glance at it tells.
package protocol SourcetypeRuleSource: Sendable {
  /// Globs without regard to case; none means any.
  var sourcetypes: [String] { get }
  var sources: [String] { get }
  /// Whether the rules say where the time stands.
  var hasTimes: Bool { get }
  /// Whether the rules name the field as one that they set. May be true without need, never false
  /// where they do.
  func defines(_ field: String) -> Bool
  /// What extractions read whose field names only the events tell; nil when there are none.
  var openInputs: [String]? { get }
  /// Errors: what is wrong with the file.
  func rules() throws(Diagnostic) -> SourcetypeRules
}

/// Rules that are there already.
package struct LoadedSourcetypeRules: SourcetypeRuleSource {
  package let sourcetypes: [String]
  package let sources: [String]
  private let loaded: SourcetypeRules

  package init(sourcetypes: [String], sources: [String], _ rules: SourcetypeRules) {
    self.sourcetypes = sourcetypes
    self.sources = sources
    loaded = rules
  }

  package var hasTimes: Bool { !loaded.times.isEmpty }
  package func defines(_ field: String) -> Bool { loaded.defines(field) }
  package var openInputs: [String]? { loaded.openInputs }
  package func rules() throws(Diagnostic) -> SourcetypeRules { loaded }
}

extension SourcetypeRules {
  package func defines(_ field: String) -> Bool {
    extractions.contains { $0.defines(field) } || aliases.contains { $0.target == field }
      || calculations.contains { $0.target == field }
      || lookups.contains { $0.outputs.contains { $0.field == field } }
  }

  package var openInputs: [String]? {
    let isOpen = extractions.contains { $0.isOpen }
    // What an open extraction reads may come from another extraction.
    return isOpen ? ["_raw"] + extractions.map { $0.field } : nil
  }
}

extension SourcetypeRules.Extraction {
  /// Whether only the events tell the names.
  fileprivate var isOpen: Bool {
    switch kind {
    case .windowsXML, .xml, .keyValue, .json: true
    case .regex, .delimited: false
    }
  }

  fileprivate func defines(_ field: String) -> Bool {
    switch kind {
    case .windowsXML, .xml, .keyValue, .json: false
    case .regex(let pattern): pattern.contains("<\(field)>") || pattern.contains("'\(field)'")
    case .delimited(_, let names): names.contains(field)
    }
  }
}
