import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Signer } from "ethers";

import { FiscInputError } from "../errors.js";
import { Chain, type Finality } from "./chain.js";
import type { OutboxEvent, Terms } from "./desk.js";
import type { Endpoint } from "./endpoint.js";
import { OutboxFault } from "./faults.js";
import { httpEndpoint } from "./httpEndpoint.js";
import { Outbox } from "./outbox.js";
import type { PumpTerms } from "./pump.js";
import { type Asking, Quorum } from "./quorum.js";
import { Store } from "./store.js";

export interface OutboxOptions extends Partial<Terms>, Partial<PumpTerms>, Partial<Asking> {
  /** Where outboxes are kept: on a disk of this machine, not of the network, and the same one for all that use the key. */
  readonly folder: string;
  /** The key. It signs transactions, and needs no provider. */
  readonly signer: Signer;
  readonly chainId: bigint;
  /** Nodes of different operators, by address or as they are. */
  readonly endpoints: readonly (string | Endpoint)[];
  /** By default the chain's own `finalized`; a number of blocks where it has none. */
  readonly finality?: Finality;
  /** After which another process may take over from one that is not heard of, in milliseconds. */
  readonly leaseMs?: number;
  /** How long to wait for another process's lease, in milliseconds; by default not at all. */
  readonly waitMs?: number;
  readonly onEvent?: (event: OutboxEvent) => void;
}

const GWEI = 10n ** 9n;

const DEFAULTS = {
  window: 16,
  pollMs: 2_000,
  resendMs: 30_000,
  stuckMs: 120_000,
  mostCandidates: 10,
  mostFee: 500n * GWEI,
  patienceMs: 60_000,
  giveUpMs: 3_600_000,
  quorum: 2,
  timeoutMs: 10_000,
  coolOffMs: 60_000,
} as const;

const LEASE_MS = 15_000;

/** Between looks at a lease that another process has. */
const LEASE_POLL_MS = 100;

/**
 * Opens the outbox of a key on a chain: the same file whenever it is asked for. Sends nothing by itself.
 *
 * @throws OutboxFault where another process writes with the key, an endpoint serves another chain, or too few answer.
 */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { folder, signer, chainId, finality = "finalized", leaseMs = LEASE_MS, waitMs = 0 } = options;
  const { onEvent: tell = () => undefined } = options;
  const terms = { ...DEFAULTS, ...given(options) };
  requireWhole("window", terms.window, 1);
  if (finality !== "finalized") requireWhole("finality", finality, 0);
  const endpoints = options.endpoints.map((it) => (typeof it === "string" ? httpEndpoint(it) : it));
  const [first] = requireEnough(options.endpoints, endpoints, terms.quorum);
  const from = await signer.getAddress();
  const quorum = new Quorum(endpoints, terms, (endpoint, why) => tell({ kind: "aside", endpoint, why }));
  const chain = new Chain(quorum, chainId, from, finality);
  const genesis = await chain.requireChain();
  const store = new Store(path.join(folder, `${String(chainId)}-${from.toLowerCase()}.sqlite`), leaseMs);
  try {
    await takeLease(store, waitMs);
    bind(store, genesis);
  } catch (error) {
    store.close();
    throw error;
  }
  return new Outbox({ store, chain, signer, from, terms, sent: new Map(), tell }, terms, first, leaseMs);
}

/** Whoever is refused holds up nobody else. */
function bind(store: Store, genesis: string): void {
  try {
    store.bind(genesis);
  } catch (error) {
    store.lease.release();
    throw error;
  }
}

/** Options that are there: one that is named and left undefined is the default's. */
const given = (options: OutboxOptions): Partial<Terms & PumpTerms & Asking> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

async function takeLease({ lease }: Store, waitMs: number): Promise<void> {
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      lease.take();
      return;
    } catch (error) {
      if (!(error instanceof OutboxFault) || error.kind !== "leased" || Date.now() >= until) throw error;
      await sleep(LEASE_POLL_MS);
    }
  }
}

function requireWhole(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new FiscInputError(
    option,
    `${String(value)} is no number that it can have`,
    `give a whole one, ${String(least)} or more`,
  );
}

function requireEnough(
  named: OutboxOptions["endpoints"],
  endpoints: readonly Endpoint[],
  quorum: number,
): readonly [Endpoint, ...Endpoint[]] {
  const [first, ...others] = endpoints;
  if (!Number.isInteger(quorum) || quorum < 1)
    throw new FiscInputError("quorum", `${String(quorum)} is no number of endpoints`, "give 2, or more");
  // However they are written.
  const distinct = new Set(named.map((it) => (typeof it === "string" ? new URL(it).href : it)));
  if (distinct.size < named.length)
    throw new FiscInputError("endpoints", "one is named twice", "name nodes of different operators");
  if (first === undefined || endpoints.length < quorum) {
    throw new FiscInputError(
      "endpoints",
      `${String(quorum)} must agree, and ${String(endpoints.length)} are named`,
      "name more, or set the quorum to 1 where one node is believed, such as your own",
    );
  }
  return [first, ...others];
}
