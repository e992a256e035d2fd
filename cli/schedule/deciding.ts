import type { Command } from "commander";

import { formatCents } from "../../sdk/money.js";
import type { Session } from "../support/session.js";
import { EXAMPLE, scheduleStep } from "./common.js";

const DESCRIPTIONS = {
  submit: "Submits a schedule of benefits. By a submitting officer.",
  certify: "Certifies a schedule, whose lines the officer has checked. By a certifying officer.",
  close: "Gives up what is not paid, for good. By a certifying officer.",
} as const;

/** The steps that decide on a schedule as a whole. */
export const deciding = (verb: keyof typeof DESCRIPTIONS, session: Session): Command =>
  scheduleStep(
    verb,
    DESCRIPTIONS[verb],
    `${EXAMPLE} --key officer`,
    session,
    async ({ fisc }, { header }, { globals }) => {
      const { schedules } = fisc.payments;
      const schedule = await schedules.idOf(header);
      const total = formatCents(header.total);
      const figures = { schedule, total, chunks: header.chunks };
      const what = `${verb} ${schedule}, ${total} in all`;
      if (globals.dryRun) {
        const { gas } = await schedules[verb].dryRun({ header });
        return {
          text: `Nothing was sent. No rule refuses it: ${what}.`,
          json: { sent: false, gas, ...figures },
        };
      }
      const { receipt } = await schedules[verb]({ header });
      const { hash } = receipt;
      return {
        text: `Done: ${what}, transaction ${hash}.`,
        json: { sent: true, transaction: hash, ...figures },
      };
    },
  );
