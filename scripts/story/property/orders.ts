import { encodeCode } from "../../../sdk/buildings/codes.js";
import { costKindNumber } from "../../../sdk/buildings/kinds.js";
import { need } from "../need.js";
import type { SampleAct } from "../sample.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { deskOf, tell } from "./desk.js";
import { requireCostKind, type SamplePropertyStep } from "./sample.js";

/** Has the obligation `subject` pay for a building: for `to`, which of rent names the lease too. */
export async function orderWork(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, organisationId, building, evidence } = deskOf(stage, line);
  const [name = "", lease = ""] = line.to.split("/");
  const kind = requireCostKind(name, line.place);
  const order = {
    building,
    obligation: need(stage.obligations, line.subject, line.place),
    kind: costKindNumber(kind),
    lease: encodeCode(lease, line.place),
    evidence,
  };
  await (await register.orderWork(organisationId, [order])).wait();
  stage.orders.set(line.subject, line.building);
  return tell(line, `${kind} ordered`, { how: line.subject });
}

/** Of acts, what was delivered at a building. */
export function tellDelivery({ orders }: Stage, line: SampleAct): Told[] {
  const { act, obligation, time, amount, officer, note } = line;
  const building = orders.get(obligation);
  if (building === undefined || act !== "accept") return [];
  const by = [{ officer, time }];
  return [{ time, what: "accepted", subject: building, amount, how: obligation, by, note }];
}

/** Of payments, those for a building. */
export function tellPayments({ orders, vouchers }: Stage, told: readonly Told[]): Told[] {
  return told.flatMap((it) => {
    const building = orders.get(vouchers.get(it.subject)?.obligation ?? "");
    return it.what === "paid" && building !== undefined
      ? [{ ...it, subject: building, how: it.subject }]
      : [];
  });
}
