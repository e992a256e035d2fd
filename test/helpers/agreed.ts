import { expect } from "chai";

import type { Done, Write } from "../../sdk/client/write.js";
import type { JournalEventName } from "../../sdk/journal/event.js";

/** Dry-runs a write, sends it, and expects that it made what was foreseen and journalled what it is for. */
export async function agreed<Input, N extends JournalEventName, Made extends object>(
  write: Write<Input, N, Made>,
  input: Input,
): Promise<Done<N> & Made> {
  const { call, from, gas, ...foreseen } = await write.dryRun(input);
  const done = await write(input);
  for (const [name, value] of Object.entries(foreseen)) expect(done, name).to.have.deep.property(name, value);
  expect(await write.call(input).catch(() => call)).to.have.property("to", call.to);
  expect(done.receipt.from).to.equal(from);
  expect(done.receipt.gasUsed <= gas, "gas").to.equal(true);
  if (write.contract !== "timelock") expect(done.events, write.method).not.to.deep.equal([]);
  return done;
}
