import type { BaseContract } from "ethers";
import { expect } from "chai";

/** The custom errors and events that some test has provoked in this run, for `Completeness.test.ts`. */
export const seen = { error: new Set<string>(), event: new Set<string>() };

/** Expects the call to revert with exactly this custom error and all of its arguments. */
export async function expectRevert(
  call: Promise<unknown>,
  contract: BaseContract,
  name: string,
  ...args: unknown[]
): Promise<void> {
  requireAll(contract, "error", name, args);
  await expect(call)
    .to.be.revertedWithCustomError(contract, name)
    .withArgs(...args);
  seen.error.add(name);
}

/** Expects the call to emit exactly this event with all of its arguments. */
export async function expectEvent(
  call: Promise<unknown>,
  contract: BaseContract,
  name: string,
  ...args: unknown[]
): Promise<void> {
  requireAll(contract, "event", name, args);
  await expect(call)
    .to.emit(contract, name)
    .withArgs(...args);
  seen.event.add(name);
}

/** The matchers compare what they are given; a test that gives less would pass too easily. */
function requireAll(contract: BaseContract, kind: "error" | "event", name: string, args: unknown[]): void {
  const fragment = kind === "error" ? contract.interface.getError(name) : contract.interface.getEvent(name);
  if (fragment === null) throw new Error(`The contract has no ${kind} ${name}.`);
  if (fragment.inputs.length !== args.length) {
    throw new Error(`${name} has ${fragment.inputs.length} arguments, the test names ${args.length}.`);
  }
}
