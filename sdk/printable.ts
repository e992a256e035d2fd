/**
 * A text safe to print. Control characters would move the cursor of a terminal, and line breaks begin a line that looks
 * like ours: what others wrote is not to be trusted with them.
 */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
