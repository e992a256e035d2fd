import { OutboxFault } from "../../../../sdk/outbox/faults.js";

/** The fault that the work ends in; nothing else will do. */
export async function faultOf(work: Promise<unknown>): Promise<OutboxFault> {
  try {
    await work;
  } catch (error) {
    if (error instanceof OutboxFault) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}
