import { id } from "ethers";

import { encodeCode } from "../../../sdk/buildings/codes.js";
import type { BuildingRegistry } from "../../../types/ethers-contracts/index.js";
import { need } from "../need.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import type { SamplePropertyStep } from "./sample.js";

/** Where a property officer takes a step. */
interface Desk {
  /** By the officer's key. */
  readonly register: BuildingRegistry;
  readonly organisationId: number;
  /** The building, as the contracts write it. */
  readonly building: string;
  readonly evidence: string;
}

export function deskOf({ archive, cast }: Stage, line: SamplePropertyStep): Desk {
  const { officer, place, step, building, note } = line;
  const { key, organisationId } = need(cast.officers, officer, place);
  return {
    register: cast.fisc.buildings.connect(key),
    organisationId,
    building: encodeCode(building, place),
    evidence: archive.takeEvidence(step, building) ?? id(`${place}: ${note}`),
  };
}

/** A step as it is told. */
export function tell(line: SamplePropertyStep, what: string, more: Partial<Told> = {}): Told {
  const { time, building, officer, note } = line;
  return { time, what, subject: building, by: [{ officer, time }], note, ...more };
}
