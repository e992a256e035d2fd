/** Events of the record register. See `JOURNAL_SCHEMA`. */
export const RECORD_EVENTS = {
  RecordRegistryCreated: { registry: "address" },
  RetentionSet: { class: "kind", officer: "id", duration: "duration" },
  RecordAnchored: { record: "hash", officer: "id", schema: "hash", root: "hash", class: "kind" },
  RecordSuperseded: {
    record: "hash",
    officer: "id",
    schema: "hash",
    version: "number",
    root: "hash",
    class: "kind",
  },
  BatchAnchored: {
    batch: "hash",
    officer: "id",
    schema: "hash",
    root: "hash",
    members: "number",
    class: "kind",
  },
  RecordHeld: { record: "hash", officer: "id", byInspector: "flag", reason: "hash" },
  RecordReleased: { record: "hash", officer: "id", byInspector: "flag" },
  RecordErased: { record: "hash", officer: "id", reason: "hash" },
  RecordGranted: { record: "hash", officer: "id", reader: "hash", grant: "hash" },
  GrantWithdrawn: { record: "hash", officer: "id", reader: "hash" },
  RecordDisclosed: { record: "hash", officer: "id", version: "number", disclosure: "hash" },
} as const;
