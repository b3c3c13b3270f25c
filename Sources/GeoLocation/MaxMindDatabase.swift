import CMaxMindDB
import EventModel
package import QueryPlan

/// A file in the MaxMind DB format, such as GeoLite2-City: tells where addresses are.
///
/// Memory: the file is mapped, not read; a location allocates its texts only.
/// Ordering: may be asked from several threads at once.
/// Source: MaxMind DB file format specification 2.0; names are the English ones.
// Guard for @unchecked Sendable: the handle is never written after `init`, and the library's lookups
// only read it.
package final class MaxMindDatabase: GeoDatabase, @unchecked Sendable {
  package let path: String
  private let handle: UnsafeMutablePointer<MMDB_s>

  /// Opens a file.
  ///
  /// Errors: `GeoDatabaseError` when it cannot be read or is no such database.
  package init(path: String) throws(GeoDatabaseError) {
    self.path = path
    let handle = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
    let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), handle)
    guard status == MMDB_SUCCESS else {
      handle.deallocate()
      let isUnreadable = status == MMDB_FILE_OPEN_ERROR || status == MMDB_IO_ERROR
      throw GeoDatabaseError(
        code: isUnreadable ? .unreadable : .invalid, path: path, cause: Self.message(status))
    }
    // Set last: an instance that is complete is closed by `deinit`, also when `init` throws.
    self.handle = handle
  }

  deinit {
    MMDB_close(handle)
    handle.deallocate()
  }

  private static func message(_ status: Int32) -> String {
    MMDB_strerror(status).map { String(cString: $0) } ?? "error \(status)"
  }

  package func location(of address: String) -> GeoLocation? {
    // The library would also take short forms such as `10.1`, which no log means as an address.
    guard IPAddress.bytes(address) != nil else { return nil }
    var addressError: Int32 = 0
    var status: Int32 = 0
    var result = MMDB_lookup_string(handle, address, &addressError, &status)
    guard addressError == 0, status == MMDB_SUCCESS, result.found_entry else { return nil }
    var location = GeoLocation()
    location.city = text(&result.entry, "city", "names", "en")
    location.country = text(&result.entry, "country", "names", "en")
    location.region = text(&result.entry, "subdivisions", "0", "names", "en")
    location.continent = text(&result.entry, "continent", "names", "en")
    location.timezone = text(&result.entry, "location", "time_zone")
    location.latitude = number(&result.entry, "location", "latitude")
    location.longitude = number(&result.entry, "location", "longitude")
    location.metroCode = number(&result.entry, "location", "metro_code").map { "\(Int($0))" }
    return location == GeoLocation() ? nil : location
  }

  private func text(_ entry: inout MMDB_entry_s, _ path: StaticString...) -> String? {
    guard let data = value(&entry, path), data.type == UInt32(MMDB_DATA_TYPE_UTF8_STRING),
      let start = data.utf8_string
    else { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(data.data_size))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func number(_ entry: inout MMDB_entry_s, _ path: StaticString...) -> Double? {
    guard let data = value(&entry, path) else { return nil }
    switch Int32(data.type) {
    case MMDB_DATA_TYPE_DOUBLE: return data.double_value
    case MMDB_DATA_TYPE_FLOAT: return Double(data.float_value)
    case MMDB_DATA_TYPE_UINT16: return Double(data.uint16)
    case MMDB_DATA_TYPE_UINT32: return Double(data.uint32)
    case MMDB_DATA_TYPE_INT32: return Double(data.int32)
    default: return nil
    }
  }

  /// What stands at a path of keys and array indices.
  private func value(_ entry: inout MMDB_entry_s, _ path: [StaticString]) -> MMDB_entry_data_s? {
    var steps: [UnsafePointer<CChar>?] = path.map { step in
      UnsafeRawPointer(step.utf8Start).assumingMemoryBound(to: CChar.self)
    }
    steps.append(nil)
    var data = MMDB_entry_data_s()
    let status = MMDB_aget_value(&entry, &data, steps)
    return status == MMDB_SUCCESS && data.has_data ? data : nil
  }
}
