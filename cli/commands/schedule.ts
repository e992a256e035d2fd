import path from "node:path";

import { type Command, Option } from "commander";

import type { Schedule } from "../../sdk/disbursement/schedule.js";
import { formatCents } from "../../sdk/money.js";
import type { Outbox } from "../../sdk/outbox/outbox.js";
import { nothingSent } from "../pay/badLines.js";
import { type PaymentOptions, paymentOf, todayOf, withPayment } from "../pay/payment.js";
import { readScheduleLines, type ScheduleOptions, scheduleOf } from "../pay/readSchedule.js";
import { outboxOf } from "../pay/sender.js";
import { action, type Examples, group } from "../support/command.js";
import { EXIT } from "../support/exit.js";
import type { Outcome } from "../support/outcome.js";
import type { Session } from "../support/session.js";
import { OPTIONS, whole } from "../write/options.js";
import { showing } from "../write/showing.js";
import { type ByKey, type Officer, withOfficer } from "../write/withOfficer.js";

interface Options extends ScheduleOptions, ByKey {
  readonly acceptValid?: boolean;
}

const EXAMPLE = "benefits.csv --rail token --obligation 2/3 --eligible-until 2026-05-01 --salt 0x…";

export const command = (session: Session): Command =>
  group(
    "schedule",
    "Thousands of payments certified as one. Each step rebuilds the schedule from the same CSV file and options.",
    [
      [`fisc schedule submit ${EXAMPLE} --key submitting`, "columns payee, amount and binding"],
      [`fisc schedule pay ${EXAMPLE} --token 0x… --key disbursing`, "every chunk that is not paid yet"],
    ],
    [
      ...(["submit", "certify", "close"] as const).map((verb) => step(verb, session)),
      paying(session),
      showing(
        "show <schedule>",
        "How far a schedule is, by its id.",
        [["fisc schedule show 0x…", ""]],
        session,
        (fisc, { args: [schedule = ""] }) => fisc.payments.schedules.progress(schedule),
      ),
    ],
  );

const DESCRIPTIONS = {
  submit: "Submits a schedule of benefits. By a submitting officer.",
  certify: "Certifies a schedule, whose lines the officer has checked. By a certifying officer.",
  close: "Gives up what is not paid, for good. By a certifying officer.",
} as const;

function step(verb: keyof typeof DESCRIPTIONS, session: Session): Command {
  return withSchedule(
    verb,
    DESCRIPTIONS[verb],
    [[`fisc schedule ${verb} ${EXAMPLE} --key officer`, ""]],
    session,
    (options, csv, isDry) =>
      withOfficerOf(options, async (officer) =>
        withLines(officer, options, csv, session, async (schedule) => {
          const write = officer.fisc.payments.schedules[verb];
          const { header } = schedule;
          const id = await officer.fisc.payments.schedules.idOf(header);
          const figures = {
            schedule: id,
            lines: csv,
            total: formatCents(header.total),
            chunks: header.chunks,
          };
          if (isDry) {
            const { gas } = await write.dryRun({ header });
            return {
              text: `Nothing was sent. No rule refuses it: ${verb} ${id}, ${figures.total} in all.`,
              json: { sent: false, gas, ...figures },
            };
          }
          const { receipt } = await write({ header });
          return {
            text: `Done: ${verb} ${id}, ${figures.total} in all, transaction ${receipt.hash}.`,
            json: { sent: true, transaction: receipt.hash, ...figures },
          };
        }),
      ),
  );
}

function paying(session: Session): Command {
  const description =
    "Pays every chunk of a certified schedule that is not paid yet. By a disbursing officer. Broken off, it goes on when given again.";
  let outbox: Outbox | undefined;
  return withPayment(
    withSchedule<Options & PaymentOptions>(
      "pay",
      description,
      [[`fisc schedule pay ${EXAMPLE} --token 0x… --key disbursing`, ""]],
      session,
      (options, csv, isDry) =>
        withOfficerOf(
          options,
          (officer) =>
            withLines(officer, options, csv, session, (schedule) =>
              payChunks(officer, isDry ? undefined : outbox, schedule, options),
            ),
          isDry ? undefined : async (open, signer) => (outbox = await outboxOf(open, signer, session.io)),
        ),
    ),
  );
}

async function payChunks(
  { fisc }: Officer,
  outbox: Outbox | undefined,
  { header, chunks }: Schedule,
  options: PaymentOptions,
): Promise<Outcome> {
  await outbox?.run(outbox.unfinished());
  const { schedules } = fisc.payments;
  const id = await schedules.idOf(header);
  const { paidChunks } = await schedules.progress(id);
  const left = chunks.filter(({ index }) => !paidChunks.includes(index));
  const paid: string[] = [];
  for (const chunk of left) {
    const input = { header, chunk, payment: paymentOf(options, await todayOf(fisc)) };
    // A chunk is paid once, for ever, so its name serves for ever.
    paid.push(
      (outbox === undefined
        ? await schedules.pay.dryRun(input)
        : await schedules.pay(input, { id: `${id} ${String(chunk.index)}` })
      ).paid,
    );
  }
  const figures = { schedule: id, chunks: left.map(({ index }, i) => ({ chunk: index, paid: paid[i] })) };
  const what = figures.chunks
    .map(({ chunk, paid: cents }) => `  chunk ${String(chunk)}: ${String(cents)}`)
    .join("\n");
  return outbox === undefined
    ? { text: `Nothing was sent. No rule refuses it:\n${what}`, json: { sent: false, ...figures } }
    : { text: `Done: schedule ${id}\n${what}`, json: { sent: true, ...figures }, code: EXIT.done };
}

type Act<O> = (
  options: O,
  csv: string,
  isDry: boolean,
) => (session: Session, call: Parameters<Parameters<typeof action<O>>[4]>[0]) => Promise<Outcome>;

const withOfficerOf =
  (
    options: ByKey,
    work: (officer: Officer) => Promise<Outcome>,
    senderOf?: Parameters<typeof withOfficer>[4],
  ) =>
  (session: Session, call: { readonly globals: Parameters<typeof withOfficer>[1] }): Promise<Outcome> =>
    withOfficer(session, call.globals, options, work, senderOf);

function withSchedule<O extends Options>(
  verb: string,
  description: string,
  examples: Examples,
  session: Session,
  act: Act<O>,
): Command {
  return action<O>(`${verb} <csv>`, description, examples, session, (call) =>
    act(call.options, call.args[0] ?? "", call.globals.dryRun)(session, call),
  )
    .addOption(OPTIONS.rail())
    .requiredOption("--obligation <obligation>", 'the obligation to many payees, such as "2/3"')
    .requiredOption("--eligible-until <date>", "until when its payees are eligible, at least")
    .requiredOption("--salt <hash>", "32 bytes that blind its lines; keep them, all steps need the same")
    .addOption(new Option("--per-chunk <number>", "lines of each chunk").argParser(whole))
    .option("--accept-valid", "take the lines that can be used, although others can't")
    .option("--key <name>", "whose key signs: a name of fisc.json; its only one, when left out");
}

async function withLines(
  officer: Officer,
  options: Options,
  csv: string,
  session: Session,
  work: (schedule: Schedule) => Promise<Outcome>,
): Promise<Outcome> {
  const { valid, bad } = await readScheduleLines(path.resolve(session.io.cwd, csv), options.rail);
  if (bad.length > 0 && options.acceptValid !== true) return nothingSent(csv, valid.length, bad);
  return work(await scheduleOf(officer, valid, options));
}
