import { isHexString } from "ethers";

import { BadAnswer } from "./endpoint.js";

/** An object that a node gave; null where it knows of none. */
export type Fields = Readonly<Record<string, unknown>>;

export function readFields(answer: unknown, what: string): Fields | undefined {
  if (answer === null || answer === undefined) return undefined;
  if (typeof answer === "object" && !Array.isArray(answer)) return answer as Fields;
  throw new BadAnswer(`its ${what} is no object`);
}

export function readQuantity(answer: unknown, what: string): bigint {
  if (typeof answer === "string" && /^0x[\da-f]{1,64}$/i.test(answer)) return BigInt(answer);
  throw new BadAnswer(`its ${what} is no number`);
}

export function readNumber(answer: unknown, what: string): number {
  const number = Number(readQuantity(answer, what));
  if (Number.isSafeInteger(number)) return number;
  throw new BadAnswer(`its ${what} is too large`);
}

export function readHash(answer: unknown, what: string): string {
  if (isHexString(answer, 32)) return answer.toLowerCase();
  throw new BadAnswer(`its ${what} is no hash`);
}

export const hex = (number: number): string => `0x${number.toString(16)}`;
