import { computeHmac, toUtf8Bytes } from "ethers";

import { FiscInputError } from "../errors.js";

/**
 * An invoice's fingerprint, which is its voucher's id: HMAC-SHA-256 of payee and invoice number under the registrar's
 * key, so that the same invoice always has the same one and nobody without the key can guess any.
 *
 * Invoice numbers are compared as people write them: letters' case, white space, dots, dashes, slashes and leading
 * zeros make no difference, since resubmitting an invoice under a number that looks new is the classic double claim.
 *
 * @param key 32 bytes in hexadecimal, known to the registrar alone.
 * @throws FiscInputError for an invoice number with nothing in it to compare.
 */
export function invoiceFingerprint(key: string, payee: number, invoiceNumber: string): string {
  const plain = invoiceNumber
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s./\\_-]/g, "")
    .replace(/^0+/, "");
  if (plain === "") {
    throw new FiscInputError(
      "invoice number",
      `"${invoiceNumber}" has no letter or digit to tell it by`,
      "give the number that stands on the invoice",
    );
  }
  return computeHmac("sha256", key, toUtf8Bytes(`fisc invoice 1\n${String(payee)}\n${plain}`));
}
