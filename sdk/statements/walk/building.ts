import type { BuildingAct, BuildingBook } from "../../books/buildingModel.js";
import type { Books } from "../../books/model.js";
import type { BuildingFigure } from "./figure.js";
import { type LookUp, plainGround, type Stage, stageOf } from "./ground.js";
import { stagesOf } from "./money.js";

/** Which acts each figure rests on; of those that replace one another, the last one is the figure's. */
const BEHIND: Readonly<Record<Exclude<BuildingFigure, "cost">, readonly BuildingAct["name"][]>> = {
  survey: ["BuildingSurveyed"],
  custody: ["BuildingRegistered", "CustodyOffered", "CustodyAccepted"],
  status: [
    "BuildingRegistered",
    "BuildingActivated",
    "ExcessReported",
    "SurplusDeclared",
    "BuildingRestored",
    "BuildingDisposed",
  ],
  use: ["OccupancySet", "LeaseRenewed", "LeaseEnded"],
  facts: ["BuildingRegistered", "BuildingAmended"],
};

/** What a figure of a building rests on. Its cost rests on the orders that name it, and on what was paid on them. */
export function buildingStages(
  books: Books,
  { id, acts }: BuildingBook,
  figure: BuildingFigure,
  lookUp: LookUp,
): Stage[] {
  const subject = `building ${id}`;
  if (figure !== "cost") {
    const behind = acts.filter(({ name }) => BEHIND[figure].includes(name));
    return [
      stageOf(
        figure,
        subject,
        behind.map((act) => plainGround(act, undefined, lookUp)),
      ),
    ];
  }
  const ordered = [...books.orders.values()].filter(({ building }) => building === id);
  const obligations = ordered.flatMap(({ obligation }) => books.obligations.get(obligation) ?? []);
  const [paid, ...others] = stagesOf(books, { obligations, figure: "paid", subject }, lookUp);
  const orders = ordered.flatMap(({ obligation }) => {
    // One that was withdrawn and given again stands by its last act.
    const order = acts.findLast((act) => act.name === "WorkOrdered" && act.obligation === obligation);
    return order === undefined ? [] : [plainGround(order, obligation, lookUp)];
  });
  return [...(paid === undefined ? [] : [paid]), stageOf("ordered", subject, orders), ...others];
}
