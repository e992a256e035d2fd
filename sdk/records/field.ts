/** One thing that a record says. Its leaf is made of this and a salt. */
export interface Field {
  /** Where it stands in the document, as a JSON Pointer; or an attachment's, `attachment:` and its name. */
  readonly path: string;
  /** What stands there, as JSON written in the one way that this SDK writes it. */
  readonly value: string;
}
