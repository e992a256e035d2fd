import type { Command } from "commander";

import type { Outbox } from "../../sdk/outbox/outbox.js";
import { type PaymentOptions, paymentOf, todayOf, withPayment } from "../pay/payment.js";
import { outboxOf } from "../pay/sender.js";
import type { Session } from "../support/session.js";
import { EXAMPLE, type Options, scheduleStep } from "./common.js";

/** Pays what is left of a schedule, chunk by chunk, through the outbox. */
export function paying(session: Session): Command {
  let outbox: Outbox | undefined;
  const command = scheduleStep<Options & PaymentOptions>(
    "pay",
    "Pays every chunk of a certified schedule that is not paid yet. By a disbursing officer. Broken off, it goes on when " +
      "given again.",
    `${EXAMPLE} --token 0x… --key disbursing`,
    session,
    async ({ fisc }, { header, chunks }, { options, globals }) => {
      // What an earlier run left on its way counts before it is decided what is still to be paid.
      await outbox?.run(outbox.unfinished());
      const { schedules } = fisc.payments;
      const id = await schedules.idOf(header);
      const { paidChunks } = await schedules.progress(id);
      const paid: { readonly chunk: number; readonly paid: string }[] = [];
      for (const chunk of chunks.filter(({ index }) => !paidChunks.includes(index))) {
        const input = { header, chunk, payment: paymentOf(options, await todayOf(fisc)) };
        // A chunk is paid once, for ever, so its name serves for ever.
        const done = globals.dryRun
          ? await schedules.pay.dryRun(input)
          : await schedules.pay(input, { id: `${id} ${String(chunk.index)}` });
        paid.push({ chunk: chunk.index, paid: done.paid });
      }
      const lines = paid.map(({ chunk, paid: cents }) => `\n  chunk ${String(chunk)}: ${cents}`).join("");
      const what = globals.dryRun ? "Nothing was sent. No rule refuses it" : "Done";
      return {
        text: `${what}: schedule ${id}${lines}`,
        json: { sent: !globals.dryRun, schedule: id, chunks: paid },
      };
    },
    ({ globals }) =>
      globals.dryRun
        ? undefined
        : async (open, signer) => (outbox = await outboxOf(open, signer, session.io)),
  );
  return withPayment(command);
}
