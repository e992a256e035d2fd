import { decodeLines } from "../../sdk/disbursement/lines.js";
import type { Schedule } from "../../sdk/disbursement/schedule.js";
import type { Case } from "../cases.js";
import { certify, make, payCertified, submit } from "./scheduleSteps.js";
import { giveTokens } from "./tokens.js";
import type { PaymentWorld } from "./world.js";

const ON_TOKEN = 500;

const payees = ({ chunks }: Schedule): string[] =>
  chunks.flatMap(({ lines }) => decodeLines("token", lines).map(({ payee }) => payee));

const attested = (items: number): Case<PaymentWorld> => ({
  name: `schedule.attested.${String(items)}`,
  items,
  gas: (world) => payCertified(world, "attested", make(world, "attested", items)),
});

/** Benefit schedules. */
export const SCHEDULES: readonly Case<PaymentWorld>[] = [
  { name: "schedule.submit.1", items: 1, gas: (world) => submit(world, make(world, "attested", 1)) },
  {
    name: "schedule.certify.1",
    items: 1,
    gas: async (world) => {
      const schedule = make(world, "attested", 1);
      await submit(world, schedule);
      return certify(world, schedule);
    },
  },
  {
    name: `schedule.token.${String(ON_TOKEN)}.fresh`,
    items: ON_TOKEN,
    gas: (world) => payCertified(world, "token", make(world, "token", ON_TOKEN)),
  },
  {
    name: `schedule.token.${String(ON_TOKEN)}.existing`,
    items: ON_TOKEN,
    gas: async (world) => {
      const schedule = make(world, "token", ON_TOKEN);
      await giveTokens(world, payees(schedule));
      return payCertified(world, "token", schedule);
    },
  },
  attested(500),
  attested(5_000),
];
