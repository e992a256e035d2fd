import { getAddress, id, ZeroAddress, ZeroHash } from "ethers";

import { addressesIn } from "../../client/addressBook.js";
import type { DeploymentBook } from "../book.js";
import type { CheckContext } from "./context.js";
import type { DeploymentFinding, DeploymentRule } from "./finding.js";
import { type ContractEvent, eventsOf } from "./logs.js";

/** The timelock's roles, by the rule about who holds them. */
const ROLES = {
  administrator: ZeroHash,
  proposer: id("PROPOSER_ROLE"),
  canceller: id("CANCELLER_ROLE"),
  executor: id("EXECUTOR_ROLE"),
} as const;

type Role = keyof typeof ROLES;

/** What a holder of each may do. */
const POWERS: Readonly<Record<Role, string>> = {
  administrator: "give out the timelock's roles",
  proposer: "propose to the timelock",
  canceller: "cancel what waits in the timelock",
  executor: "execute what has waited in the timelock",
};

/** Checks who holds the timelock's roles: by its events, so that no holder is overlooked, and by asking it. */
export async function checkRoles(context: CheckContext): Promise<DeploymentFinding[]> {
  const { timelock, book, addresses, block, overrides } = context;
  const { deployer, parameters } = book;
  const events = await eventsOf(context, timelock, block);
  const meant: Readonly<Record<Role, readonly string[]>> = {
    administrator: [addresses.timelock],
    proposer: parameters.council,
    canceller: [addresses.veto],
    executor: [ZeroAddress],
  };
  const found: DeploymentFinding[] = [];
  const say = (rule: DeploymentRule, sentence: string): void => {
    found.push({ rule, contract: "timelock", sentence });
  };
  for (const role of Object.keys(ROLES) as Role[]) {
    const named = nameFor(book);
    const intended = meant[role].map((address) => getAddress(address));
    const suspects = new Set([...holders(events, ROLES[role]), ...intended, getAddress(deployer)]);
    for (const account of suspects) {
      const holds = await timelock.hasRole(ROLES[role], account, overrides);
      if (holds === intended.includes(account)) continue;
      const rule = holds && account === getAddress(deployer) ? "deployer" : role;
      say(rule, `${named(account)} may ${holds ? "" : "not "}${POWERS[role]}${holds ? "" : ", and should"}.`);
    }
  }
  if (events.some(({ event }) => event.name === "RoleAdminChanged"))
    say("administrator", "Another role than the timelock's own was put above one of its roles.");
  for (const operation of await waitingSince(context, events)) {
    say("pending", `The operation ${operation} was scheduled while it was deployed, and still waits.`);
  }
  return found;
}

/** Who was ever given the role. */
function holders(events: readonly ContractEvent[], role: string): string[] {
  return events
    .filter(({ event }) => event.name === "RoleGranted" && event.args.role === role)
    .map(({ event }) => getAddress(event.args.account as string));
}

/** Operations from the time of the deployment that somebody could still execute. */
async function waitingSince(
  { timelock, book, overrides }: CheckContext,
  events: readonly ContractEvent[],
): Promise<string[]> {
  const scheduled = events
    .filter(({ block, event }) => event.name === "CallScheduled" && block <= book.toBlock)
    .map(({ event }) => event.args.id as string);
  const waiting: string[] = [];
  for (const operation of new Set(scheduled)) {
    if (await timelock.isOperationPending(operation, overrides)) waiting.push(operation);
  }
  return waiting;
}

/** An account by what it is in the book, for sentences. */
function nameFor(book: DeploymentBook): (account: string) => string {
  const { deployer, parameters } = book;
  const names = new Map<string, string>([
    ...Object.entries(addressesIn(book)).map(([name, address]): [string, string] => [
      getAddress(address),
      name,
    ]),
    ...parameters.council.map((seat, i): [string, string] => [
      getAddress(seat),
      `councillor ${String(i + 1)}`,
    ]),
    ...Object.entries(parameters.founders).map(([name, key]): [string, string] => [getAddress(key), name]),
    [getAddress(deployer), "the deployer"],
  ]);
  return (account) => {
    if (account === ZeroAddress) return "Anyone";
    const name = names.get(account);
    return name === undefined ? account : `${account} (${name})`;
  };
}
