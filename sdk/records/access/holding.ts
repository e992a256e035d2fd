/** Where a version's parts are kept. */
export interface HeldVersion {
  readonly version: number;
  /** Address of the content. */
  readonly content: string;
  /** Addresses of the attachments. */
  readonly attachments: readonly string[];
  readonly grants: readonly HeldGrant[];
}

/** A version's identity, wrapped for one reader. */
export interface HeldGrant {
  /** The reader's pseudonym. */
  readonly reader: string;
  /** Address of the wrapped identity. */
  readonly grant: string;
}

/**
 * What an organisation keeps of a record: addresses, no keys. The records officer reads by a grant of their own, so that
 * no key lies about in the clear, and erasing a record is deleting what this names.
 */
export interface Holding {
  readonly record: string;
  readonly versions: readonly HeldVersion[];
}
