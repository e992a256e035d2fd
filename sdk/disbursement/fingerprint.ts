import { computeHmac, concat, dataSlice, toBeHex, toUtf8Bytes } from "ethers";

import { FiscInputError } from "../errors.js";

/** Bytes of the hash in a voucher's id; the payee's index takes the rest. */
const HASH_BYTES = 28;
const PAYEE_BYTES = 4;

/** The index that stands for many payees, of whom none has an invoice; ids of parts and interest end so. */
const NOBODYS = 2 ** 32 - 1;

/**
 * An invoice's fingerprint, which is its voucher's id: 28 bytes of HMAC-SHA-256 of payee and invoice number under the
 * registrar's key, then the payee's index in four. The same invoice always has the same one, nobody without the key can
 * guess any, and nobody claims it for another payee.
 *
 * Invoice numbers are compared as they stand on the invoice: letters' case, the white space around them and how much of
 * it is within make no difference, everything else does. `1-12` and `112` are two invoices; that one was sent again
 * under a number that only looks new, is for the certifying officer to see.
 *
 * @param key 32 bytes in hexadecimal, known to the registrar alone.
 * @throws FiscInputError for an invoice number with no letter or digit, and for an index that is no payee's.
 */
export function invoiceFingerprint(key: string, payee: number, invoiceNumber: string): string {
  const plain = compared(invoiceNumber);
  if (!/[\p{L}\p{N}]/u.test(plain)) {
    throw new FiscInputError(
      "invoice number",
      `"${invoiceNumber}" has no letter or digit to tell it by`,
      "give the number that stands on the invoice",
    );
  }
  return voucherIdOf(
    computeHmac("sha256", key, toUtf8Bytes(`fisc invoice 1\n${String(payee)}\n${plain}`)),
    payee,
  );
}

/**
 * The voucher's id of an invoice whose number hashes to `hash`: its first 28 bytes, then the payee's index.
 *
 * @throws FiscInputError for an index that is no payee's.
 */
export function voucherIdOf(hash: string, payee: number): string {
  if (!Number.isInteger(payee) || payee <= 0 || payee >= NOBODYS) {
    throw new FiscInputError(
      "payee",
      `${String(payee)} is no payee's index`,
      "give the index that the payee registry has for whoever sent the invoice",
    );
  }
  return concat([dataSlice(hash, 0, HASH_BYTES), toBeHex(payee, PAYEE_BYTES)]);
}

/** An invoice number as it is compared. */
function compared(invoiceNumber: string): string {
  return invoiceNumber.normalize("NFKC").toUpperCase().trim().replace(/\s+/g, " ");
}
