import type { Position } from "../journal/event.js";
import type { BuildingAct, BuildingBook } from "./buildingModel.js";

/** An event of what is done about a building on evidence. */
interface Evidenced {
  readonly name: BuildingAct["name"];
  readonly args: { readonly officer: number; readonly evidence: string; readonly obligation?: bigint };
  readonly position: Position;
}

/** Keeps an act that was checked, for whoever asks what a building's figures rest on. */
export function keepAct({ acts }: BuildingBook, { name, args, position }: Evidenced): void {
  const { officer, evidence, obligation } = args;
  acts.push({ name, officer, evidence, obligation, position });
}
