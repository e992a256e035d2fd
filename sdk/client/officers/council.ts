import { AbiCoder, keccak256, type TransactionReceipt, ZeroHash } from "ethers";

import { FiscInputError } from "../../errors.js";
import { Domain } from "../desk.js";
import { secondsOf } from "../inputs/dates.js";
import { addressOf, bytesOf, optionalHash } from "../inputs/hex.js";
import { OPERATION_STATES } from "../refusals/formats.js";
import type { Call } from "../sender.js";

/** What the timelock tells operations apart by, beside their calls. */
interface OperationTerms {
  /** Tells it apart from one with the same calls: 32 bytes, or none. */
  readonly salt?: string;
  /** An operation that must be done before. */
  readonly predecessor?: string;
}

/** An operation of one call, such as a write's `call` gives. */
export interface Operation extends OperationTerms {
  readonly call: Call;
}

/** An operation of several calls, which happen whole. */
export interface BatchOperation extends OperationTerms {
  readonly calls: readonly Call[];
}

interface Delayed {
  /** Such as "3 days"; left out, the shortest that there is. */
  readonly delay?: string;
}

/** The top administrator: its council proposes, an inspector vetoes, anyone executes what has waited. */
export class Council extends Domain {
  /** Proposes a call of the top administrator's. By a councillor. */
  readonly propose = this.write(
    "timelock",
    "schedule",
  )({
    events: [],
    args: async (input: Operation & Delayed) => [...single(input), await this.delay(input)],
    made: {
      told: operationIn,
      foreseen: (_, [target, value, data, predecessor, salt]) => ({
        operation: hashOf(SINGLE, [target, value, data, predecessor, salt]),
      }),
    },
  });

  /** Proposes several calls that happen whole. By a councillor. */
  readonly proposeBatch = this.write(
    "timelock",
    "scheduleBatch",
  )({
    events: [],
    args: async (input: BatchOperation & Delayed) => [...batch(input), await this.delay(input)],
    made: {
      told: operationIn,
      foreseen: (_, [targets, values, payloads, predecessor, salt]) => ({
        operation: hashOf(BATCH, [targets, values, payloads, predecessor, salt]),
      }),
    },
  });

  /** Has a proposed call done, once it has waited. By anyone. */
  readonly execute = this.write(
    "timelock",
    "execute",
  )({
    events: [],
    args: (input: Operation) => single(input),
  });

  /** Has a proposed batch done, once it has waited. By anyone. */
  readonly executeBatch = this.write(
    "timelock",
    "executeBatch",
  )({
    events: [],
    args: (input: BatchOperation) => batch(input),
  });

  /** Cancels a proposed call. By an inspector, who can stop their own replacement only once in a while. */
  readonly veto = this.write(
    "veto",
    "veto",
  )({
    events: ["OperationVetoed", "ReplacementVetoed"],
    args: (input: Operation) => single(input),
  });

  /** Cancels a proposed batch. By an inspector. */
  readonly vetoBatch = this.write(
    "veto",
    "vetoBatch",
  )({
    events: ["OperationVetoed", "ReplacementVetoed"],
    args: (input: BatchOperation) => batch(input),
  });

  /** The timelock's name of an operation of one call. */
  operationOf(operation: Operation): string {
    return hashOf(SINGLE, single(operation));
  }

  /** The timelock's name of an operation of several calls. */
  batchOperationOf(operation: BatchOperation): string {
    return hashOf(BATCH, batch(operation));
  }

  /** How far an operation is. */
  async stateOf(operation: string): Promise<(typeof OPERATION_STATES)[number]> {
    const { timelock } = this.desk.contracts;
    return OPERATION_STATES[Number(await timelock.getOperationState(operation))] ?? "not proposed";
  }

  private async delay({ delay }: Delayed): Promise<bigint> {
    if (delay !== undefined) return BigInt(secondsOf(delay, "delay"));
    return this.desk.contracts.timelock.getMinDelay();
  }
}

type Single = [target: string, value: bigint, data: string, predecessor: string, salt: string];
type Batch = [targets: string[], values: bigint[], payloads: string[], predecessor: string, salt: string];

/** What the timelock hashes of an operation: all that it takes but the delay. */
const SINGLE = ["address", "uint256", "bytes", "bytes32", "bytes32"];
const BATCH = ["address[]", "uint256[]", "bytes[]", "bytes32", "bytes32"];

const hashOf = (types: readonly string[], values: readonly unknown[]): string =>
  keccak256(AbiCoder.defaultAbiCoder().encode(types, values));

const terms = ({ predecessor, salt }: OperationTerms): [string, string] => [
  optionalHash(predecessor, "predecessor"),
  optionalHash(salt, "salt"),
];

/** The contracts of a ledger take no money of the chain's own. */
const NO_VALUE = 0n;

const single = (input: Operation): Single => [
  addressOf(input.call.to, "call, to"),
  NO_VALUE,
  bytesOf(input.call.data, "call, data"),
  ...terms(input),
];

function batch(input: BatchOperation): Batch {
  const { calls } = input;
  if (calls.length === 0) throw new FiscInputError("calls", "there is none", "give one at least");
  return [
    calls.map(({ to }, i) => addressOf(to, `call ${i + 1}, to`)),
    calls.map(() => NO_VALUE),
    calls.map(({ data }, i) => bytesOf(data, `call ${i + 1}, data`)),
    ...terms(input),
  ];
}

/** The operation that a transaction of the timelock names: the first topic of each of its events. */
function operationIn(_: readonly never[], { logs, to }: TransactionReceipt): { readonly operation: string } {
  const log = logs.find(({ address }) => address === to);
  return { operation: log?.topics[1] ?? ZeroHash };
}
