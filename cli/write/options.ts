import { InvalidArgumentError, Option } from "commander";

/** Options that several commands have, each in one form. */
export const OPTIONS = {
  amount: () => new Option("--amount <amount>", 'decimal, such as "1234.50"').makeOptionMandatory(),
  evidence: () =>
    new Option("--evidence <hash>", "a commitment to what it rests on: 32 bytes in hexadecimal"),
  reason: () => new Option("--reason <hash>", "a commitment to the reason: 32 bytes in hexadecimal"),
  organisation: () => new Option("--organisation <code>", "for which organisation; its owner, when left out"),
  sequence: () =>
    new Option("--sequence <number>", "the sequence number that you saw; read now, when left out").argParser(
      whole,
    ),
  rail: () =>
    new Option("--rail <rail>", "how it is paid").choices(["token", "attested"]).makeOptionMandatory(),
} as const;

/** A whole number of an option. */
export function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
}

/** What was not given is left out, so that the client's own defaults stand. */
export const given = <T extends object>(options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;

/** A payee by its number, or an entity by its public key. */
export const payeeOf = (text: string): number | string => (/^\d{1,9}$/.test(text) ? Number(text) : text);

/** An officer by their number, or by a key's address. */
export const officerOf = (text: string): number | string => (/^\d{1,8}$/.test(text) ? Number(text) : text);
