/**
 * The path of a member or an item, as a JSON Pointer (RFC 6901): `/a.b/0`. No two places of a document share one,
 * whatever dots, slashes or scripts its names are written with.
 */
export const pointerTo = (parent: string, name: string | number): string =>
  `${parent}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** Whether a text can be a JSON Pointer to something inside a document. */
export const isPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~[01])*)+$/su.test(text);
