import { type Case, gasOf } from "../cases.js";
import { noise } from "../world.js";
import { RECORDS } from "./records.js";
import { SCHEDULES } from "./schedules.js";
import { VOUCHERS } from "./vouchers.js";
import type { PaymentWorld } from "./world.js";

const NOBODY = `0x${"0".repeat(40)}`;

const registrarOf = ({ fisc, signers }: PaymentWorld) => fisc.payees.connect(signers.registrar);

const PAYEES: readonly Case<PaymentWorld>[] = [
  {
    name: "payee.enrol.1",
    items: 1,
    gas: (world) => gasOf(registrarOf(world).enrolEntity("ZZUEI0000001", NOBODY)),
  },
  {
    name: "payee.setDetails.1",
    items: 1,
    gas: async (world) => {
      await (await registrarOf(world).enrolEntity("ZZUEI0000001", NOBODY)).wait();
      const payee = await registrarOf(world).payeeCount();
      return gasOf(registrarOf(world).setDetails(payee, 0, noise(20)));
    },
  },
];

/** Every case of payments, in the order of the table. */
export const PAYMENT_CASES: readonly Case<PaymentWorld>[] = [
  ...PAYEES,
  ...VOUCHERS,
  ...SCHEDULES,
  ...RECORDS,
];
