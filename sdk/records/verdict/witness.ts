import type { Anchor } from "../chain/anchor.js";
import type { Answer } from "./verdict.js";

/** An answer and why it is that one. */
export interface Reasoned {
  readonly answer: Answer;
  readonly reason: string;
}

/** What tells of the register: a node, or a proof that was kept. */
export interface Witness {
  readonly chainId: number;
  readonly register: string;
  /** Whether it speaks of the chain and the register that are trusted. */
  readonly trusted: Reasoned;
  /** The block as of which it speaks. */
  readonly block: { readonly number: number; readonly timestamp: number };
  /** Why it can't tell what is so now, if it can't: its block is too old, or a clock is wrong. */
  readonly stale: string | undefined;
  /** What is anchored of a version; a batch's is version 1. */
  anchorOf(record: string, version: number): Promise<Anchor>;
  /** By whom, if it can tell; otherwise why not. */
  authorOf(record: string, version: number): Promise<Author | { readonly unknown: string }>;
}

/** Who anchored a version, and in which block. */
export interface Author {
  readonly officer: number;
  readonly blockNumber: number;
}

/** A witness was asked for what it can't tell. */
export class Untold extends Error {
  override readonly name = "Untold";
}
