import { StandardMerkleTree } from "@openzeppelin/merkle-tree";

import { decodeLines, railNumber, RAILS } from "../../../sdk/disbursement/lines.js";
import { blindedBinding, blindedReference, scheduleSecret } from "../../../sdk/disbursement/reference.js";
import { bindingsTree } from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { need } from "../need.js";
import type { SamplePayment } from "../sample.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { deed } from "./actor.js";
import { lineOf } from "./schedules.js";

/**
 * A person finds their line in the journal and proves that it is theirs: by a secret for this one schedule, the details
 * that they gave, and a proof that the certifying officer hands them.
 */
export async function prove(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { schedules, payees } = stage.cast.fisc;
  const [name = ""] = line.names;
  const { schedule, chunk } = lineOf(stage, name, line.place);
  const scheduleId = await schedules.scheduleId(schedule.header);

  const [submitted] = await schedules.queryFilter(schedules.filters.ScheduleSubmitted(scheduleId));
  const [paid] = await schedules.queryFilter(schedules.filters.ChunkPaid(scheduleId, chunk));
  if (submitted === undefined || paid === undefined) throw notFound(line, "is not in the journal");
  const { salt, rail } = submitted.args.header;
  const { id, blindingKey } = need(stage.payees, line.officer, line.place);
  const { version_: version } = await payees.standingOf(id, rail);
  const binding = blindedBinding(scheduleSecret(blindingKey, salt), {
    payee: id,
    version: Number(version),
    account: await payees.details(id, rail, version),
    eligibleUntil: Number((await payees.payee(id)).eligibleUntil),
  });
  const railName = RAILS[Number(rail)] ?? "token";
  const lines = decodeLines(railName, paid.args.lines);
  const reference = blindedReference(binding);
  const index = lines.findIndex(({ payee }) => payee === reference);
  const found = lines[index];
  if (found === undefined || rail !== BigInt(railNumber("attested")))
    throw notFound(line, "has no such line");

  const first = chunk * schedule.perChunk;
  const bindings = schedule.lines.slice(first, first + schedule.perChunk).map((it) => it.binding);
  const proof = bindingsTree(bindings).getProof(index);
  const proves = StandardMerkleTree.verify(
    paid.args.bindings,
    ["uint32", "bytes32"],
    [index, binding],
    proof,
  );
  if (!proves) throw notFound(line, "has a line that is not theirs");
  const note = `their own line: ${reference}`;
  return [{ time: line.time, what: "proved", subject: name, amount: found.amount, by: [deed(line)], note }];
}

const notFound = ({ place, names }: SamplePayment, problem: string): FiscInputError =>
  new FiscInputError(place, `"${names.join(" ")}" ${problem}`, "prove a line that a bank paid");
