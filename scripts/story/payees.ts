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

/** Payees that are enrolled, by their ids if entities, by their names if persons. */
export type StoryPayees = Map<string, StoryPayee>;

/** Enrols the sample's entities, and the persons whom no step of the year enrols. */
export async function enrolPayees(
  cast: Cast,
  { payees, payments, benefits }: Pick<SampleYear, "payees" | "payments" | "benefits">,
  now: number,
): Promise<StoryPayees> {
  const { fisc, founders, newKey } = cast;
  const registrar = fisc.payees.connect(founders.registrar);
  const enrolled: StoryPayees = new Map();
  for (const { id: index, key, rails } of payees) {
    if (index !== enrolled.size + 1) {
      throw new FiscInputError(`payee ${String(index)}`, "it is out of its order", "number payees from 1 on");
    }
    const controller = await newKey();
    await (await registrar.enrolEntity(key, await controller.getAddress())).wait();
    await admit(cast, enrolled, { name: String(index), controller, rails, now });
  }
  const later = new Set(payments.filter(({ step }) => step === "enrol").map(({ to }) => to));
  for (const person of new Set(benefits.map((line) => line.person))) {
    if (later.has(person)) continue;
    await enrolPerson(cast, enrolled, person, keccak256(concat([randomBytes(32), id(person)])), now);
  }
  return enrolled;
}

/**
 * Enrols a person, who can be paid both ways.
 *
 * @param identity The commitment to who they are.
 */
export async function enrolPerson(
  cast: Cast,
  enrolled: StoryPayees,
  name: string,
  identity: string,
  now: number,
): Promise<StoryPayee> {
  const { fisc, founders } = cast;
  await (await fisc.payees.connect(founders.registrar).enrolPerson(identity, ZeroAddress)).wait();
  return admit(cast, enrolled, { name, controller: undefined, rails: ["token", "attested"], now });
}

/** Attests that the payee enrolled last may be paid, and sets where. */
async function admit(
  { fisc, founders }: Cast,
  enrolled: StoryPayees,
  {
    name,
    controller,
    rails,
    now,
  }: Pick<StoryPayee, "controller"> & {
    readonly name: string;
    readonly rails: readonly Rail[];
    readonly now: number;
  },
): Promise<StoryPayee> {
  const registrar = fisc.payees.connect(founders.registrar);
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
  return payee;
}

/** A commitment to some bank account, salted so that nobody can guess the account: 20 bytes. */
export const bankAccount = (): string =>
  dataSlice(keccak256(concat([randomBytes(32), id("a bank account")])), 0, 20);
