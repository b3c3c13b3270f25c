import Diagnostics
package import SPLSyntax

/// The macros of a search and what they stand for, those that macros use included.
package struct MacroList: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package let name: String
    package let definition: String
  }

  /// In order of first use.
  package private(set) var entries: [Entry] = []

  package init(in search: String, from macros: any MacroProvider) {
    var open = Self.calls(in: search)
    while let call = open.first {
      open.removeFirst()
      guard !entries.contains(where: { $0.name == call.shown }),
        let macro = macros.macro(named: call.name, arity: call.arity)
      else { continue }
      entries.append(Entry(name: call.shown, definition: macro.body.text))
      open += Self.calls(in: macro.body.text)
    }
  }

  private struct Call {
    let name: String
    let arity: Int
    var shown: String { arity == 0 ? name : "\(name)(\(arity))" }
  }

  /// What stands between backquotes.
  private static func calls(in text: String) -> [Call] {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset % 2 == 1 }.compactMap { _, call in
      let name = call.prefix { $0 != "(" }
      guard !name.isEmpty, !name.contains(where: { $0.isWhitespace }) else { return nil }
      let arguments = call.dropFirst(name.count + 1).dropLast()
      let isBare = call.count == name.count || arguments.allSatisfy { $0.isWhitespace }
      return Call(name: String(name), arity: isBare ? 0 : commas(arguments) + 1)
    }
  }

  /// Commas outside of quotes and brackets.
  private static func commas(_ text: Substring) -> Int {
    var (count, depth, isQuoted) = (0, 0, false)
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted: depth -= 1
      case "," where !isQuoted && depth == 0: count += 1
      default: break
      }
    }
    return count
  }
}
