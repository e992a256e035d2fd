import type { Signer } from "ethers";

import { need } from "../need.js";
import type { CastOfficer } from "../cast.js";
import type { SamplePayment } from "../sample.js";
import type { Stage } from "../stage.js";
import type { Deed } from "../told.js";

/** The officer of the sample who takes a step. */
export const actor = ({ cast }: Stage, { officer, place }: SamplePayment): CastOfficer =>
  need(cast.officers, officer, place);

/** The key of whoever takes a step that founders may take too. */
export function personal(stage: Stage, line: SamplePayment): Signer {
  const { registrar, inspector } = stage.cast.founders;
  if (line.officer === "registrar") return registrar;
  return line.officer === "inspector" ? inspector : actor(stage, line).key;
}

export const deed = ({ officer, time }: SamplePayment): Deed => ({ officer, time });
