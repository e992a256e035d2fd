import { isAddress } from "ethers";

import type { Contracts } from "../contracts.js";
import { FiscInputError } from "../errors.js";
import { accountOf, MANY_PAYEES, obligationId } from "../ids.js";
import { hashOf } from "./inputs/hex.js";
import { MOST, wholeNumber } from "./inputs/numbers.js";

/** An organisation by its index or its code. */
export type OrganisationRef = number | string;

/**
 * An account by its index, as a number or as "#12"; or by its codes from the root down, with a space between:
 * "012-2026/2026-0100 PROJECT".
 */
export type AccountRef = number | string;

/** An obligation by its id, or as "account/sequence" with the account's index: "3/2". */
export type ObligationRef = bigint | string;

/** A payee by its index, or an entity by its public key. */
export type PayeeRef = number | string;

/** An officer by their index, or by one of their keys' addresses. */
export type OfficerRef = number | string;

/** An obligation as people write it: its account and the sequence number that it was made at. */
export const printObligation = (id: bigint): string => `${accountOf(id)}/${String(id & BigInt(MOST[32]))}`;

/** The id of an obligation. @throws FiscInputError for what is none. */
export function obligationOf(ref: ObligationRef, place = "obligation"): bigint {
  if (typeof ref === "bigint") {
    if (ref > 0n && ref < 2n ** 64n) return ref;
  } else {
    const [, account, sequence] = /^(\d{1,10})\/(\d{1,10})$/.exec(ref) ?? [];
    if (account !== undefined && Math.max(Number(account), Number(sequence)) <= MOST[32]) {
      return obligationId(Number(account), Number(sequence));
    }
  }
  throw new FiscInputError(
    place,
    `"${String(ref)}" is no obligation`,
    'give its id, or its account and sequence number as in "3/2"',
  );
}

/** Finds the indices of what officers name by its natural key, in the contracts themselves. */
export class Refs {
  constructor(private readonly contracts: Contracts) {}

  async organisation(ref: OrganisationRef, place = "organisation"): Promise<number> {
    if (typeof ref === "number") return wholeNumber(ref, MOST[32], place, 1);
    const found = Number(await this.contracts.registry.organisationByCode(ref));
    return required(
      found,
      place,
      `there is no organisation "${ref}"`,
      "give the code that it was created with",
    );
  }

  async account(ref: AccountRef, place = "account"): Promise<number> {
    if (typeof ref === "number") return wholeNumber(ref, MOST[32], place, 1);
    const [, index] = /^#(\d{1,10})$/.exec(ref) ?? [];
    if (index !== undefined) return wholeNumber(Number(index), MOST[32], place, 1);
    let parent = 0;
    for (const code of ref.split(" ")) {
      const found = Number(await this.contracts.ledger.accountByCode(parent, code));
      const where = parent === 0 ? "no appropriation" : `below account ${parent} no account`;
      parent = required(
        found,
        place,
        `there is ${where} "${code}"`,
        "give the codes from the appropriation down, with a space between",
      );
    }
    return parent;
  }

  async payee(ref: PayeeRef, place = "payee"): Promise<number> {
    // The last index stands for many, whom an obligation alone can name.
    if (typeof ref === "number") return wholeNumber(ref, MANY_PAYEES - 1, place, 1);
    const found = Number(await this.contracts.payees.entityByKey(ref));
    return required(
      found,
      place,
      `no entity "${ref}" is enrolled`,
      "have it enrolled, or give the payee's index",
    );
  }

  async officer(ref: OfficerRef, place = "officer"): Promise<number> {
    if (typeof ref === "number") return wholeNumber(ref, MOST[24], place, 1);
    const found = isAddress(ref) ? Number(await this.contracts.registry.officerOf(ref)) : 0;
    return required(
      found,
      place,
      `"${ref}" is no officer's key`,
      "give an officer's index, or a working key",
    );
  }

  /** The organisation that owns an obligation's account by now. */
  async organisationOfObligation(ref: ObligationRef, place: string): Promise<number> {
    const { terms } = await this.contracts.ledger.account(accountOf(obligationOf(ref, place)));
    return required(
      Number(terms.owner),
      place,
      `there is no obligation ${printRef(ref)}`,
      "give one that was made",
    );
  }

  /** The organisation that owns a voucher's account by now. */
  async organisationOfVoucher(id: string, place: string): Promise<number> {
    const { obligation } = await this.contracts.vouchers.voucher(hashOf(id, place));
    if (obligation === 0n) {
      throw new FiscInputError(place, `there is no voucher ${id}`, "submit it, or give the id that it has");
    }
    return this.organisationOfObligation(obligation, place);
  }
}

const printRef = (ref: ObligationRef): string => (typeof ref === "bigint" ? printObligation(ref) : ref);

function required(found: number, place: string, problem: string, remedy: string): number {
  if (found !== 0) return found;
  throw new FiscInputError(place, problem, remedy);
}
