import { type Interface, isCallException, type Provider, type Result, type TransactionReceipt } from "ethers";

import type { TypedContractMethod } from "../../types/ethers-contracts/common.js";
import type { ContractName, Contracts } from "../contracts.js";
import type { JournalEventName } from "../journal/event.js";
import type { Desk } from "./desk.js";
import { type EventOf, eventsIn, type FiscEvent } from "./events.js";
import { fingerprintOf } from "./fingerprint.js";
import { refusedBy, refusedElsewhere } from "./refused.js";
import type { Call, Sender } from "./sender.js";

/** What a write may be given beside its input. */
export interface WriteOptions {
  /** Names the intent: a sender that remembers sends the same name once, for ever, and refuses it for another input. */
  readonly id?: string;
  /** Gas units to allow; by default what the node estimates, and some more. */
  readonly gasLimit?: bigint;
}

/** Of a write that needs to be told nothing. */
export type NoInput = Readonly<Record<string, never>>;

/** What came of a write. */
export interface Done<N extends JournalEventName> {
  readonly receipt: TransactionReceipt;
  /** The events that the write is for, in their order; decoded, with amounts as decimal strings. */
  readonly events: readonly EventOf<N>[];
  /** The first of them. */
  readonly event: EventOf<N>;
  /** Everything that the transaction journalled. */
  readonly journal: readonly FiscEvent[];
}

/** What would come of a write. Nothing was sent. */
export interface Foreseen {
  readonly call: Call;
  /** Who would send it. */
  readonly from: string;
  /** Gas units that the node says it would use. */
  readonly gas: bigint;
}

/**
 * Something that an officer does: one call of one contract.
 *
 * Called, it is dry-run first and sent only if no rule refuses it.
 */
export interface Write<Input, N extends JournalEventName, Made extends object = object> {
  /**
   * @throws FiscInputError for input that can't be used.
   * @throws FiscRefused if a rule of the contracts refuses it.
   */
  (input: Input, options?: WriteOptions): Promise<Done<N> & Made>;

  /**
   * Finds out what would happen, and sends nothing.
   *
   * @throws As the write itself would.
   */
  dryRun(input: Input, options?: WriteOptions): Promise<Foreseen & Made>;

  /** The call as it stands, neither tried nor sent: for the council to propose, or for another wallet to sign. */
  call(input: Input): Promise<Call>;

  readonly contract: ContractName;
  /** The contract's function, by its name. */
  readonly method: string;
}

/** Any write there is. */
export type AnyWrite = Pick<Write<never, JournalEventName>, "contract" | "method" | "call">;

/** The arguments of a contract's function, as typechain has them. */
export type ArgsOf<K extends ContractName, M extends keyof Contracts[K]> =
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever it returns
  Contracts[K][M] extends TypedContractMethod<infer A, any, any> ? A : never;

/** How a write is made. */
export interface WriteSpec<Args, Input, N extends JournalEventName, Made extends object> {
  /** The events that it is for. */
  readonly events: readonly N[];
  readonly args: (input: Input) => Promise<Args> | Args;
  /** What it makes, beside events: told from these, or before from what the call returns and its arguments. */
  readonly made?: {
    readonly told: (events: readonly EventOf<N>[], receipt: TransactionReceipt) => Made;
    readonly foreseen: (returned: Result, args: Args) => Made;
  };
}

/** Makes a write of a contract's function. */
export function makeWrite<
  K extends ContractName,
  M extends keyof Contracts[K] & string,
  Input,
  N extends JournalEventName,
  Made extends object = object,
>(desk: Desk, contract: K, method: M, spec: WriteSpec<ArgsOf<K, M>, Input, N, Made>): Write<Input, N, Made> {
  // Safe: each contract's own is an interface of ethers.
  const abi = desk.contracts[contract].interface as Interface;
  const to = desk.addresses[contract];
  const planned = async (input: Input): Promise<{ args: ArgsOf<K, M>; call: Call }> => {
    const args = await spec.args(input);
    return { args, call: { to, data: abi.encodeFunctionData(method, args as unknown[]) } };
  };
  const foreseen = (returned: string, args: ArgsOf<K, M>): Made =>
    spec.made?.foreseen(abi.decodeFunctionResult(method, returned), args) ?? ({} as Made);
  const told = async (receipt: TransactionReceipt): Promise<Done<N> & Made> => {
    const journal = eventsIn(receipt, desk.journalAddresses, await timeOf(receipt, desk.provider));
    const events = journal.filter((it) => spec.events.includes(it.name as N)) as unknown as EventOf<N>[];
    const made = spec.made?.told(events, receipt) ?? ({} as Made);
    return Object.assign(doneBy(method, receipt, events, journal), made);
  };

  const write = async (input: Input, { id, gasLimit }: WriteOptions = {}): Promise<Done<N> & Made> => {
    const sender = desk.requireSender();
    // An intent that was sent before a crash is done: its dry run would be refused for just that.
    const named = id === undefined ? undefined : { id, fingerprint: fingerprintOf(to, method, input) };
    const former = named && (await recalled(desk, sender, named));
    if (former !== undefined) return told(former);
    const { call } = await planned(input);
    const bounded = { ...call, ...(gasLimit === undefined ? {} : { gasLimit }) };
    await tryCall(desk, bounded, sender.from);
    return told(await sendCall(desk, sender, bounded, named));
  };
  const dryRun = async (input: Input, { gasLimit }: WriteOptions = {}): Promise<Foreseen & Made> => {
    const { from } = desk.requireSender();
    const { args, call } = await planned(input);
    const returned = await tryCall(desk, { ...call, ...(gasLimit === undefined ? {} : { gasLimit }) }, from);
    const gas = await desk.provider.estimateGas({ ...call, from });
    return { call, from, gas, ...foreseen(returned, args) };
  };
  const call = async (input: Input): Promise<Call> => (await planned(input)).call;
  return Object.assign(write, { dryRun, call, contract, method });
}

/** The name of an intent, and what it is. */
interface Named {
  readonly id: string;
  readonly fingerprint: string;
}

function doneBy<N extends JournalEventName>(
  method: string,
  receipt: TransactionReceipt,
  events: readonly EventOf<N>[],
  journal: readonly FiscEvent[],
): Done<N> {
  return {
    receipt,
    events,
    journal,
    get event() {
      const [first] = events;
      if (first === undefined) throw new Error(`${method} journalled no event of its own`);
      return first;
    },
  };
}

/** Makes a call without sending it. @throws FiscRefused if a rule refuses it. */
async function tryCall(desk: Desk, call: Call, from: string): Promise<string> {
  try {
    return await desk.provider.call({ ...call, from });
  } catch (error) {
    throw inWords(desk, error);
  }
}

async function recalled(
  desk: Desk,
  sender: Sender,
  { id, fingerprint }: Named,
): Promise<TransactionReceipt | undefined> {
  try {
    return await sender.recall?.(id, fingerprint);
  } catch (error) {
    throw inWords(desk, error);
  }
}

async function sendCall(desk: Desk, sender: Sender, call: Call, named?: Named): Promise<TransactionReceipt> {
  try {
    return await sender.send(call, named?.id, named?.fingerprint);
  } catch (error) {
    const refused = inWords(desk, error);
    if (refused !== error || !isCallException(error) || !error.receipt) throw refused;
    // It was mined and failed: another transaction came first. A receipt has no reason, so the call is asked again.
    await tryCall(desk, call, sender.from);
    throw error;
  }
}

/** Why a call failed, in words if a contract says so; else the error as it is. */
const inWords = (desk: Desk, error: unknown): unknown =>
  refusedBy(error, desk.calendar) ?? refusedElsewhere(error) ?? error;

async function timeOf({ blockNumber }: TransactionReceipt, provider: Provider): Promise<number> {
  const block = await provider.getBlock(blockNumber);
  if (block === null) throw new Error(`the provider does not know block ${blockNumber}`);
  return block.timestamp;
}
