/** Texts that can be no natural key: nothing, spaces, what does not print, what is not ASCII, 65 characters. */
export const NO_CODES = [
  "",
  " ",
  "A 2",
  "A2 ",
  "A\t2",
  "A2\n",
  "\u0000",
  "\u007f",
  "\u00e9",
  "\u0410\u0032",
  "\ufeffA2",
  "X".repeat(65),
] as const;
