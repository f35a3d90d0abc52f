import type { Offers, OptionWords, Vocabulary } from "./vocabulary.ts";

/** A script that has bash complete commands; the one of macOS, 3.2, too. */
export function bashScript({ commands, options }: Vocabulary): string {
  const names = commands.map(({ name }) => name);
  const ofCommands = commands.map(({ name, words, files, options }) =>
    [name, [`options="${dashed(options)}"`, ...valuesOf({ words, files })]]
      .flat()
  );
  return `_nabla() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local command="" options="${dashed(options)}" words="" files="" i name
  # --option=value is three words here.
  if [[ $word == "=" ]]; then
    word=""
  elif [[ $before == "=" ]]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
    --lang) [[ \${COMP_WORDS[i+1]} == "=" ]] && i=$((i + 2)) || i=$((i + 1)) ;;
    -*) ;;
    *)
      command=\${COMP_WORDS[i]}
      break
      ;;
    esac
  done
  case "$command $before" in
${
    optionCases({ commands, options }).map(([pattern, values]) =>
      `  ${pattern})\n    options=""\n${indented(values)}    ;;`
    ).join("\n")
  }
  *)
    case $command in
    "") words="${names.join(" ")}" ;;
${
    ofCommands.map(([name, ...lines]) =>
      `    ${name})\n${lines.map((line) => `      ${line}\n`).join("")}      ;;`
    ).join("\n")
  }
    *) files=yes ;;
    esac
    if [[ $word == -* || -z $words$files ]]; then
      words=$options files=""
    fi
    ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [[ -z $files ]]; then
    compopt +o default 2>/dev/null
  elif [[ -n $words ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r name; do
      COMPREPLY+=("$name")
    done < <(compgen -f -- "$word")
  fi
}
complete -o default -F _nabla nabla
`;
}

function dashed(options: readonly OptionWords[]): string {
  return options.map(({ name }) => `--${name}`).join(" ");
}

function valuesOf({ words, files }: Offers): string[] {
  return [
    ...words.length > 0 ? [`words="${words.join(" ")}"`] : [],
    ...files ? ["files=yes"] : [],
  ];
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}\n`).join("");
}

/** Patterns of an option after its command, and what can follow; those with the same together. */
function optionCases(
  { commands, options }: Vocabulary,
): [pattern: string, values: readonly string[]][] {
  const all = [{ name: "", options }, ...commands];
  const byName = Map.groupBy(
    all.flatMap(({ name, options }) =>
      options.map((option) => ({ command: name, option }))
    ),
    ({ option }) => option.name,
  );
  const patterns = [...byName].flatMap(([name, uses]) => {
    const cases = uses.map(({ command, option }) => ({
      command,
      isFlag: option.value === undefined,
      values: valuesOf(option),
    }));
    const isSame = cases.every(({ isFlag, values }) =>
      isFlag === cases[0].isFlag && `${values}` === `${cases[0].values}`
    );
    return (isSame ? [{ ...cases[0], command: undefined }] : cases)
      .filter(({ isFlag }) => !isFlag)
      .map(({ command, values }) => ({
        pattern: command === undefined
          ? `*" --${name}"`
          : `"${command} --${name}"`,
        values,
      }));
  });
  return [...Map.groupBy(patterns, ({ values }) => `${values}`).values()]
    .map((same) => [
      same.map(({ pattern }) => pattern).join(" | "),
      same[0].values,
    ]);
}
