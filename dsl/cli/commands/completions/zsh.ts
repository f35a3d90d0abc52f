import type { Offers, OptionWords, Vocabulary } from "./vocabulary.ts";

/** A script that has zsh complete commands, with what they do beside them. */
export function zshScript({ commands, options }: Vocabulary): string {
  const described = commands.map(({ name, summary }) =>
    `    ${quoted(`${name.replaceAll(":", "\\:")}:${summary}`)}`
  );
  const cases = commands.map((command) => {
    const place = command.words.length > 0 || command.files
      ? [`'*:: :${actionOf(command)}'`]
      : [];
    const specs = [...command.options.map(specOf), ...place];
    return `    ${command.name})
      _arguments : \\
${specs.map((spec) => `        ${spec} \\\n`).join("")}        && found=0
      ;;`;
  });
  return `#compdef nabla
_nabla_or_files() {
  _alternative "names:name:($*)" "files:file:_files"
}
_nabla() {
  local curcontext=$curcontext state line found=1
  local -a commands
  typeset -A opt_args
  commands=(
${described.join("\n")}
  )
  _arguments -C \\
${options.map((option) => `    ${specOf(option)} \\\n`).join("")}\
    '1: :->command' '*:: :->rest' && found=0
  case $state in
  command) _describe -t commands command commands && found=0 ;;
  rest)
    case $words[1] in
${cases.join("\n")}
    esac
    ;;
  esac
  return found
}
# Read by its name from a folder of fpath, or by source.
if [[ $funcstack[1] == _nabla ]]; then
  _nabla "$@"
else
  compdef _nabla nabla
fi
`;
}

/** An option as `_arguments` takes it. */
function specOf(option: OptionWords): string {
  const { name, value, summary, isRepeated } = option;
  const what = `[${summary.replaceAll(/[\\\[\]]/g, "\\$&")}]`;
  const rest = value === undefined
    ? `--${name}${what}`
    : `--${name}=${what}:${value.replaceAll(":", "\\:")}:${actionOf(option)}`;
  return quoted(`${isRepeated ? "*" : ""}${rest}`);
}

function actionOf({ words, files }: Offers): string {
  const names = words.join(" ");
  // What begins with a blank is called as it is.
  return files
    ? words.length > 0 ? ` _nabla_or_files ${names}` : "_files"
    : words.length > 0
    ? `(${names})`
    : "";
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
