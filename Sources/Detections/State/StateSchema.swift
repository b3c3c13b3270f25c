/// The tables of the state database; a new version appends a list and never edits one.
enum StateSchema {
  static let first = [
    // since and through: see `ScheduleResume`. A retired detection keeps its coverage.
    """
    CREATE TABLE schedule (
      detection TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL,
      cron TEXT NOT NULL, earliest TEXT, latest TEXT, mode TEXT NOT NULL,
      since INTEGER NOT NULL, through INTEGER NOT NULL, retired REAL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE coverage (
      detection TEXT NOT NULL, nominal INTEGER NOT NULL, earliest REAL, latest REAL NOT NULL,
      outcome TEXT NOT NULL, evaluated_at REAL, hash TEXT NOT NULL, events INTEGER NOT NULL,
      rows INTEGER NOT NULL, findings INTEGER NOT NULL, throttled INTEGER NOT NULL,
      evaluations INTEGER NOT NULL, message TEXT, generation INTEGER NOT NULL,
      open INTEGER NOT NULL, late_events INTEGER NOT NULL,
      PRIMARY KEY (detection, nominal)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX coverage_open ON coverage (detection, nominal) WHERE open OR outcome != 'evaluated'",
    """
    CREATE TABLE finding (
      key TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, detection TEXT NOT NULL,
      name TEXT NOT NULL, type TEXT NOT NULL, kind TEXT NOT NULL, time REAL NOT NULL,
      nominal INTEGER NOT NULL, created REAL NOT NULL, updated REAL NOT NULL, title TEXT NOT NULL,
      severity TEXT NOT NULL, urgency TEXT NOT NULL, risk_score REAL NOT NULL,
      status TEXT NOT NULL, owner TEXT NOT NULL, disposition TEXT NOT NULL, suppressed_by TEXT,
      digest TEXT NOT NULL, body TEXT NOT NULL, drilldowns TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX finding_time ON finding (time)",
    "CREATE INDEX finding_detection ON finding (detection, nominal)",
    """
    CREATE TABLE finding_history (
      id INTEGER PRIMARY KEY, finding TEXT NOT NULL, time REAL NOT NULL, actor TEXT NOT NULL,
      change TEXT NOT NULL, comment TEXT
    )
    """,
    "CREATE INDEX finding_history_finding ON finding_history (finding, id)",
    """
    CREATE TABLE throttle (
      detection TEXT NOT NULL, key TEXT NOT NULL, nominal INTEGER NOT NULL,
      PRIMARY KEY (detection, key, nominal)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE suppression (
      name TEXT PRIMARY KEY, detection TEXT, conditions TEXT NOT NULL, starts REAL NOT NULL,
      expires REAL, comment TEXT NOT NULL, actor TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    // Events on their way into the store: 'pending', or 'sent' when nobody knows whether they arrived.
    """
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
      store_index TEXT NOT NULL, source TEXT NOT NULL, time INTEGER NOT NULL, text TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE delivery (
      id INTEGER PRIMARY KEY, destination TEXT NOT NULL, finding TEXT NOT NULL,
      created REAL NOT NULL, attempts INTEGER NOT NULL, not_before REAL NOT NULL,
      dead INTEGER NOT NULL, reason TEXT, payload BLOB NOT NULL
    )
    """,
    "CREATE INDEX delivery_destination ON delivery (destination, dead, id)",
    // Numbers and places that outlive the program: positions read so far, losses.
    "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
  ]
}
