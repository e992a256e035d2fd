import { Argument, type Command } from "commander";

import { CATALOGUE } from "../catalogue.js";
import { bash, fish, zsh } from "../completion/scripts.js";
import { wordsOf } from "../completion/words.js";
import { programFor } from "../program.js";
import { action } from "../support/command.js";
import type { Session } from "../support/session.js";

const SHELLS = { bash, zsh, fish } as const;

export const command = (session: Session): Command => {
  const made = action(
    "completion",
    "Prints a script by which a shell completes commands and options.",
    [
      ['eval "$(fisc completion bash)"', "in ~/.bashrc"],
      ['eval "$(fisc completion zsh)"', "in ~/.zshrc, after compinit"],
      ["fisc completion fish > ~/.config/fish/completions/fisc.fish", "once"],
    ],
    session,
    async ({ args }) => {
      const shell = args[0] as keyof typeof SHELLS;
      const whole = await programFor(
        session,
        CATALOGUE.map(({ name }) => name),
      );
      const script = SHELLS[shell](wordsOf(whole));
      return { text: script, json: { shell, script } };
    },
  );
  return made.addArgument(new Argument("<shell>", "whose completion").choices(Object.keys(SHELLS)));
};
