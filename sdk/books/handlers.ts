import type { JournalEventName, JournalEventOf } from "../journal/event.js";
import type { Books } from "./model.js";

/** How the books take in each of the events named: each either changes the books wholly or throws and changes none. */
export type Handlers<N extends JournalEventName> = {
  readonly [K in N]: (books: Books, event: JournalEventOf<K>) => void;
};
