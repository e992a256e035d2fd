/** What proves some anchors against one block, to be kept: whoever trusts the block needs no node. */
export interface StateProof {
  readonly chainId: number;
  readonly register: string;
  /** The block's header, RLP in hexadecimal. */
  readonly header: string;
  /** Nodes from the state's root to the register's account. */
  readonly account: readonly string[];
  readonly slots: readonly SlotProof[];
}

/** Nodes from the root of the register's storage to one anchor, or to where there is none. */
export interface SlotProof {
  readonly record: string;
  readonly version: number;
  readonly nodes: readonly string[];
}
