/** A part of the day in a process of its own: `parts.ts` starts it, and is told how far it is and what came of it. */
import type { Day } from "./day.js";
import type { Message } from "./parts.js";
import { runDay } from "./run.js";

const tell = (message: Message): void => {
  process.send?.(message);
};

/** Whoever started it has gone. */
const leave = (): never => process.exit(1);
process.once("disconnect", leave);

const day = JSON.parse(process.argv[2] ?? "") as Day;
const checked = await runDay(day, (paid) => {
  tell({ paid });
});
process.off("disconnect", leave);
// What was sent before goes out first.
tell({ checked });
process.disconnect();
