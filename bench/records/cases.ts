import { concat, toBeHex } from "ethers";

import { type Case, gasOf } from "../cases.js";
import { BATCH, noise, type World } from "../world.js";

const MEMBERS = 1_000;
const CLASS = 1;

/** A commitment of the agency's, dearest in calldata but for the organisation's index. */
const commitment = ({ agency }: World) => ({
  id: concat([noise(28), toBeHex(agency, 4)]),
  schema: noise(32),
  root: noise(32),
  class: CLASS,
});

/** The register as the agency's officer has it, with a retention class set. */
async function prepared({ fisc: { records }, signers }: World) {
  await (await records.connect(signers.administrator).setRetention(CLASS, 86_400)).wait();
  return records.connect(signers.contracting);
}

/** Every case of records, in the order of the table. */
export const RECORD_CASES: readonly Case[] = [
  {
    name: "record.anchor.1",
    items: 1,
    gas: async (world) => gasOf((await prepared(world)).anchor(commitment(world))),
  },
  {
    name: `record.anchorAll.${String(BATCH)}`,
    items: BATCH,
    gas: async (world) =>
      gasOf((await prepared(world)).anchorAll(Array.from({ length: BATCH }, () => commitment(world)))),
  },
  {
    name: "record.supersede.1",
    items: 1,
    gas: async (world) => {
      const records = await prepared(world);
      const first = commitment(world);
      await (await records.anchor(first)).wait();
      return gasOf(records.supersede({ ...commitment(world), id: first.id }, 2));
    },
  },
  {
    name: `record.anchorBatch.${String(MEMBERS)}`,
    items: MEMBERS,
    gas: async (world) => gasOf((await prepared(world)).anchorBatch(commitment(world), MEMBERS)),
  },
];
