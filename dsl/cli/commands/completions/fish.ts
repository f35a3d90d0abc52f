import type { Offers, OptionWords, Vocabulary } from "./vocabulary.ts";

/** A script that has fish complete commands, with what they do beside them. */
export function fishScript({ commands, options }: Vocabulary): string {
  const lines = [
    ...commands.map(({ name, summary }) =>
      lineOf("", `-a ${name} -d ${quoted(summary)}`)
    ),
    ...options.map((option) => lineOf("", flagsOf(option))),
    ...commands.flatMap((command) => [
      ...command.options.map((option) => lineOf(command.name, flagsOf(option))),
      ...command.words.length > 0 || command.files
        ? [lineOf(command.name, valuesOf(command).join(" "))]
        : [],
    ]),
  ];
  return `function __nabla_after
    # Whether the command, the first word that is no option, is this one.
    set -l words (commandline -opc)
    set -l i 2
    set -l command ''
    while test $i -le (count $words)
        switch $words[$i]
            case --lang
                set i (math $i + 1)
            case '-*'
            case '*'
                set command $words[$i]
                break
        end
        set i (math $i + 1)
    end
    test "$command" = "$argv[1]"
end
complete -c nabla -f
${lines.join("\n")}
`;
}

function lineOf(command: string, rest: string): string {
  return `complete -c nabla -n "__nabla_after '${command}'" ${rest}`;
}

function flagsOf(option: OptionWords): string {
  const { name, value, summary } = option;
  return [
    `-l ${name}`,
    ...value === undefined ? [] : ["-r", ...valuesOf(option)],
    `-d ${quoted(summary)}`,
  ].join(" ");
}

function valuesOf({ words, files }: Offers): string[] {
  return [
    files ? "-F" : "-f",
    ...words.length > 0 ? [`-a ${quoted(words.join(" "))}`] : [],
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
