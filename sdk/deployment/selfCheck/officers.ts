import { getAddress, ZeroAddress } from "ethers";

import { TREASURY } from "../../ids.js";
import { type Office, officesIn, OFFICES } from "../../offices.js";
import type { CheckContext } from "./context.js";
import type { DeploymentFinding, DeploymentRule } from "./finding.js";
import { eventsOf } from "./logs.js";

/** Checks who is an officer: founders, payers, and nobody whom the deployment let in besides. */
export async function checkOfficers(context: CheckContext): Promise<DeploymentFinding[]> {
  const { book, addresses, registry, overrides } = context;
  const { parameters, deployer } = book;
  const found: DeploymentFinding[] = [];
  const say = (rule: DeploymentRule, sentence: string): void => {
    found.push({ rule, contract: "registry", sentence });
  };

  const key = await registry.key(deployer, overrides);
  if (key.officer !== 0n)
    say("deployer", `The deployer ${deployer} is or was a key of officer ${String(key.officer)}.`);

  const founders = Object.entries(parameters.founders) as [Office, string][];
  for (const [office, founder] of founders) {
    if (!(await holds(context, founder, office)))
      say("officers", `The ${office} ${founder} does not hold that office in the treasury.`);
  }
  for (const [name, payer] of [
    ["Vouchers", addresses.vouchers],
    ["Schedules", addresses.schedules],
  ] as const) {
    if (!(await holds(context, payer, "paying")))
      say("payers", `${name} at ${payer} is not appointed to pay: no payment can be made through it.`);
  }
  if ((await registry.officerOf(addresses.buildings, overrides)) === 0n)
    say("payers", `BuildingRegistry at ${addresses.buildings} is no officer: no sale can post its proceeds.`);

  for (const sentence of await uninvited(context)) say("officers", sentence);
  return found;
}

/** Whether the key works, and its officer holds the office in the treasury, now. */
async function holds({ registry, overrides }: CheckContext, key: string, office: Office): Promise<boolean> {
  const officer = await registry.officerOf(key, overrides);
  if (officer === 0n) return false;
  const [{ term }, appointment] = await Promise.all([
    registry.officer(officer, overrides),
    registry.appointment(officer, TREASURY, overrides),
  ]);
  return appointment.term === term && (Number(appointment.offices) & OFFICES[office]) !== 0;
}

/** What was done to the registry until the deployment's end, and belongs to no deployment. */
async function uninvited(context: CheckContext): Promise<string[]> {
  const { book, addresses, registry } = context;
  const { parameters } = book;
  const expected = new Set(
    [...Object.values(parameters.founders), addresses.vouchers, addresses.schedules, addresses.buildings].map(
      (address) => getAddress(address),
    ),
  );
  /** The offices that each may have got. */
  const offices = new Map<string, Office>([
    ...Object.entries(parameters.founders).map(([office, key]): [string, Office] => [
      getAddress(key),
      office as Office,
    ]),
    [getAddress(addresses.vouchers), "paying"],
    [getAddress(addresses.schedules), "paying"],
  ]);
  const keys = new Map<bigint, string>();
  const sentences: string[] = [];
  for (const { event } of await eventsOf(context, registry, book.toBlock)) {
    const { name, args } = event;
    if (name === "KeyAdded") {
      const key = getAddress(args.key as string);
      keys.set(args.officer as bigint, key);
      if (!expected.has(key)) sentences.push(`${key} became an officer's key while it was deployed.`);
    } else if (name === "OfficerAppointed") {
      const key = keys.get(args.officer as bigint) ?? ZeroAddress;
      const got = officesIn(Number(args.offices));
      if (got.some((office) => office !== offices.get(key)))
        sentences.push(`${key} was appointed to ${got.join(", ")} while it was deployed.`);
    } else if (name === "OrganisationCreated" && Number(args.organisation) !== TREASURY) {
      sentences.push(`The organisation ${String(args.code)} was created while it was deployed.`);
    }
  }
  return sentences;
}
