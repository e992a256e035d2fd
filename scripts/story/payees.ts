import {
  concat,
  dataSlice,
  hexlify,
  id,
  keccak256,
  randomBytes,
  Wallet,
  ZeroAddress,
  type Signer,
} from "ethers";

import { type Rail, railNumber } from "../../sdk/disbursement/lines.js";
import { FiscInputError } from "../../sdk/errors.js";
import type { Cast } from "./cast.js";
import type { SampleYear } from "./sample.js";

/** A payee of the sample. */
export interface StoryPayee {
  readonly id: number;
  /** The key by which the payee stops a change of details; an entity's only. */
  readonly controller: Signer | undefined;
  /** Where tokens reach it. */
  readonly address: string;
  /** What it shares with the registrar, to find itself in benefit schedules: 32 bytes. */
  readonly blindingKey: string;
}

/** How long the attestations of eligibility hold: past the year and what follows it. */
const ELIGIBLE_SECONDS = 2 * 365 * 86_400;

/** Enrols the sample's entities, by their ids, and persons, by their names. */
export async function enrolPayees(
  { fisc, founders, newKey }: Cast,
  { payees, benefits }: Pick<SampleYear, "payees" | "benefits">,
  now: number,
): Promise<ReadonlyMap<string, StoryPayee>> {
  const registrar = fisc.payees.connect(founders.registrar);
  const enrolled = new Map<string, StoryPayee>();
  const add = async (name: string, controller: Signer | undefined, rails: readonly Rail[]): Promise<void> => {
    const payee = {
      id: enrolled.size + 1,
      controller,
      address: Wallet.createRandom().address,
      blindingKey: hexlify(randomBytes(32)),
    };
    await (await registrar.attest(payee.id, now + ELIGIBLE_SECONDS, id(`${name} is eligible`))).wait();
    for (const rail of rails) {
      const account = rail === "token" ? payee.address : bankAccount();
      await (await registrar.setDetails(payee.id, railNumber(rail), account)).wait();
    }
    enrolled.set(name, payee);
  };
  for (const { id: index, key, rails } of payees) {
    if (index !== enrolled.size + 1) {
      throw new FiscInputError(`payee ${String(index)}`, "it is out of its order", "number payees from 1 on");
    }
    const controller = await newKey();
    await (await registrar.enrolEntity(key, await controller.getAddress())).wait();
    await add(String(index), controller, rails);
  }
  for (const person of new Set(benefits.map((line) => line.person))) {
    const identity = keccak256(concat([randomBytes(32), id(person)]));
    await (await registrar.enrolPerson(identity, ZeroAddress)).wait();
    await add(person, undefined, ["token", "attested"]);
  }
  return enrolled;
}

/** A commitment to some bank account, salted so that nobody can guess the account: 20 bytes. */
export const bankAccount = (): string =>
  dataSlice(keccak256(concat([randomBytes(32), id("a bank account")])), 0, 20);
