/**
 * Where content, attachments, grants and disclosures are kept: bytes by the hash of them, so that nobody can exchange
 * one for another unnoticed. All but disclosures are encrypted; a store needs no one's trust, but to keep them.
 */
export interface BlobStore {
  /** Stores bytes, of any length; returns their address. Storing the same again is no error. */
  put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<string>;
  /**
   * Reads a blob, piece by piece. Its hash is known with the last piece, so nothing that was read may be used for good
   * before that.
   *
   * @throws BlobFault for one that is missing, or is not what its address says; while it is read.
   */
  get(address: string): AsyncIterable<Uint8Array>;
  has(address: string): Promise<boolean>;
  /** Removes a blob; one that is not there is no error. */
  delete(address: string): Promise<void>;
}
