import { AbiCoder } from "ethers";

/** How a bank pays, with the contracts' numbers: the order of `IAttestedRail.Method`. */
export const METHODS = { ach: 1, wire: 2, check: 3, card: 4 } as const;

export type Method = keyof typeof METHODS;

/** What a disbursing officer attests of a bank's payments. */
export interface BankSettlement {
  /** The originating bank: in the US the first eight digits of its routing number. */
  readonly bank: number;
  readonly method: Method;
  /** Civil day on which the payees have the money, counted from 1970-01-01. */
  readonly settlementDay: number;
  /** Trace number of the first line that is paid; each further one has the next. */
  readonly firstTrace: bigint;
}

/** What a disbursing officer attests of payments that a bank sent back. */
export interface BankReturn {
  /** The bank that sent them back, by the first eight digits of its routing number. */
  readonly bank: number;
  /** A commitment to its return file or advice: 32 bytes, not zero. */
  readonly evidence: string;
}

/** The settlement of a payment in tokens. */
export const tokenSettlement = (token: string): string =>
  AbiCoder.defaultAbiCoder().encode(["address"], [token]);

/** The settlement of payments that a bank makes. */
export const bankSettlement = ({ bank, method, settlementDay, firstTrace }: BankSettlement): string =>
  AbiCoder.defaultAbiCoder().encode(
    ["uint32", "uint8", "uint16", "uint64"],
    [bank, METHODS[method], settlementDay, firstTrace],
  );

/** The settlement of what comes back by bank. */
export const bankReturn = ({ bank, evidence }: BankReturn): string =>
  AbiCoder.defaultAbiCoder().encode(["uint32", "bytes32"], [bank, evidence]);
