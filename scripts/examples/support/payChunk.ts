import { FiscRefused } from "../../../sdk/client/refused.js";
import { decodeLines } from "../../../sdk/disbursement/lines.js";
import { type Chunk, gasForLines, type Header } from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { OutboxFault } from "../../../sdk/outbox/faults.js";
import type { Bench } from "./example.js";

interface ChunkOf {
  readonly header: Header;
  readonly schedule: string;
  readonly chunk: Chunk;
  readonly token: string;
}

/** What a chunk paid, and a word on lines that it did not pay. */
interface ChunkDone {
  readonly paid: string;
  readonly failed: string;
}

/**
 * Pays a chunk, or finds out that it was paid. An error is returned where a rule refuses it, which need not refuse others.
 *
 * @throws Where it is not known.
 */
export async function payChunk(
  { fisc, paying }: Bench,
  { header, schedule, chunk, token }: ChunkOf,
): Promise<ChunkDone | Error> {
  const { client, stateOf } = await paying("disbursing");
  const lines = decodeLines("token", chunk.lines).length;
  const gasLimit = BigInt(gasForLines("token", "amsterdam", lines));
  for (let attempt = 1; ; attempt++) {
    const id = idOf(schedule, chunk.index, attempt);
    const before = stateOf(id);
    // A name that failed is used up. The next one pays nobody twice: the contract pays a chunk once.
    if (before === "failed") continue;
    try {
      // Whatever happens, what goes by one name is sent once.
      const input = { header, chunk, payment: { token } };
      const { paid } = await client.payments.schedules.pay(input, { id, gasLimit });
      const unpaid = await fisc.payments.schedules.unpaidLines(schedule, chunk.index, lines);
      const failed = unpaid.length === 0 ? "" : `; not paid: lines ${unpaid.map((i) => i + 1).join(", ")}`;
      return { paid, failed };
    } catch (error) {
      if (!isNo(error)) throw error;
      // It was on its way since an earlier run, and failed by now.
      if (before !== undefined && stateOf(id) === "failed" && !NEW.has(before)) continue;
      const { paidChunks } = await fisc.payments.schedules.progress(schedule);
      if (!paidChunks.includes(chunk.index)) return error;
      return new FiscInputError(
        id,
        "it is paid in a block that can still be taken out",
        "run this again later",
      );
    }
  }
}

/** States in which nothing of an intent was signed. */
const NEW: ReadonlySet<string> = new Set(["intended", "refused"]);

const idOf = (schedule: string, index: number, attempt: number): string =>
  `${schedule}/${String(index)}${attempt === 1 ? "" : `#${String(attempt)}`}`;

/** Whether it is known that nothing happened, since a rule said no. */
const isNo = (error: unknown): error is Error =>
  error instanceof FiscRefused ||
  (error instanceof OutboxFault && (error.kind === "reverted" || error.kind === "refused"));
