import type { Word, Words } from "./words.js";

const wordsIn = ({ commands, options }: Words): Word[] => [...commands, ...options];

/** Safe inside single quotes of any of these shells, and inside a description of zsh's. */
const quoted = (text: string): string => text.replace(/['\\]/g, "").replace(/:/g, " ");

/** The words given so far that are commands: how each script finds where it is. Options, and values, are skipped. */
export function bash(all: readonly Words[]): string {
  const cases = all.map(
    (words) =>
      `    '${words.path}') words='${wordsIn(words)
        .map(({ word }) => word)
        .join(" ")}' ;;`,
  );
  return `_fisc() {
  local current="\${COMP_WORDS[COMP_CWORD]}" at="" try word words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    try="\${at:+$at }$word"
    case "$try" in
      ${knownPaths(all)}) at="$try" ;;
    esac
  done
  case "$at" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _fisc fisc
`;
}

export function zsh(all: readonly Words[]): string {
  const cases = all.map((words) => {
    const described = wordsIn(words).map(({ word, phrase }) => `'${word}:${quoted(phrase)}'`);
    return `    '${words.path}') described=(${described.join(" ")}) ;;`;
  });
  return `#compdef fisc
_fisc() {
  local at="" try word
  local -a described
  for word in "\${(@)words[2,CURRENT-1]}"; do
    try="\${at:+$at }$word"
    case "$try" in
      ${knownPaths(all)}) at="$try" ;;
    esac
  done
  case "$at" in
${cases.join("\n")}
  esac
  _describe 'fisc' described || _files
}
compdef _fisc fisc
`;
}

export function fish(all: readonly Words[]): string {
  const lines = all.flatMap((words) =>
    wordsIn(words).map(
      ({ word, phrase }) =>
        `complete -c fisc -n '__fisc_at "${words.path}"' -a '${word}' -d '${quoted(phrase)}'`,
    ),
  );
  return `function __fisc_at
  set -l at ""
  for word in (commandline -opc)[2..-1]
    set -l try (string trim -- "$at $word")
    switch $try
      case ${all
        .slice(1)
        .map(({ path }) => `'${path}'`)
        .join(" ")}
        set at $try
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join("\n")}
`;
}

const knownPaths = (all: readonly Words[]): string =>
  all
    .slice(1)
    .map(({ path }) => `'${path}'`)
    .join("|");
