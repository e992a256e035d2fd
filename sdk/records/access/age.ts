import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";

import { FiscInputError } from "../../errors.js";

/** The scrypt cost of a passphrase, as a power of two: about a second of work to try one. */
const PASSPHRASE_WORK = 18;

/** Below that many characters, passphrases are guessed. */
const LEAST_PASSPHRASE = 16;

/** Who shall read: by their key's public half, or by a passphrase that was agreed on elsewhere. */
export type Reader = { readonly recipient: string } | { readonly passphrase: string; readonly work?: number };

/** What a reader reads with. */
export type Secret = { readonly identity: string } | { readonly passphrase: string };

/**
 * An age encrypter for one reader.
 *
 * @throws FiscInputError for a reader that is none; it never repeats a secret that was given by mistake.
 */
export async function encrypterFor(reader: Reader): Promise<Encrypter> {
  const encrypter = new Encrypter();
  if ("passphrase" in reader) {
    if (reader.passphrase.length < LEAST_PASSPHRASE) {
      throw new FiscInputError(
        "passphrase",
        `it has fewer than ${String(LEAST_PASSPHRASE)} characters, so it can be guessed`,
        "take five random words",
      );
    }
    encrypter.setPassphrase(reader.passphrase);
    encrypter.setScryptWorkFactor(reader.work ?? PASSPHRASE_WORK);
    return encrypter;
  }
  if (/^AGE-SECRET-KEY-/i.test(reader.recipient)) {
    throw new FiscInputError(
      "recipient",
      "this is a secret key",
      "give the public one, which begins with age1, and take the secret one out of use",
    );
  }
  try {
    encrypter.addRecipient(reader.recipient);
  } catch {
    throw new FiscInputError(
      "recipient",
      `"${reader.recipient}" is no public key of age`,
      "give one that begins with age1, whole",
    );
  }
  return Promise.resolve(encrypter);
}

/**
 * An age decrypter with one secret.
 *
 * @throws FiscInputError for a secret that is none, without repeating it.
 */
export function decrypterWith(secret: Secret): Decrypter {
  const decrypter = new Decrypter();
  if ("passphrase" in secret) {
    decrypter.addPassphrase(secret.passphrase);
    return decrypter;
  }
  try {
    decrypter.addIdentity(secret.identity);
  } catch {
    throw new FiscInputError(
      "identity",
      "it is no secret key of age",
      "give one that begins with AGE-SECRET-KEY-, whole",
    );
  }
  return decrypter;
}

/** The public half of a secret key. */
export const recipientOf = (identity: string): Promise<string> => identityToRecipient(identity);

/**
 * Does what decrypts, and says in our words why it can't be.
 *
 * @param place What is decrypted.
 */
export async function decrypting<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw whyClosed(place, error);
  }
}

/** In our words, why something can't be decrypted; an error that is in our words already, as it is. */
export function whyClosed(place: string, error: unknown): FiscInputError {
  if (error instanceof FiscInputError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith("no identity matched")) {
    return new FiscInputError(
      place,
      "it is not encrypted to this key or passphrase",
      "use the one that it was granted to, or ask the records officer for a grant",
    );
  }
  return new FiscInputError(
    place,
    `it was altered or cut off after it was encrypted (${message})`,
    "fetch it again, or from another copy",
  );
}
