/** A process of tests, started by `runApart`. Its first argument is the errand as JSON. Counts go to the parent. */
import { BROKEN } from "./counts.js";
import { runMocha } from "./mocha.js";
import type { Errand } from "./process.js";
import { runSolidity } from "./solidity.js";

const { runner, ...options } = JSON.parse(process.argv[2] ?? "{}") as Errand;
const counts = await (runner === "mocha" ? runMocha(options) : runSolidity(options)).catch(
  (error: unknown) => {
    console.error(error);
    return BROKEN;
  },
);
// Leave only when the counts are out; and do leave, even if a test left a connection open.
process.send?.(counts, () => process.exit(0));
