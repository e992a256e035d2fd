import type { Books } from "./model.js";

/** A copy of the books that later events leave alone: a balance at a date, to compare with a later one. */
export function cloneBooks(books: Books): Books {
  return structuredClone(books);
}
