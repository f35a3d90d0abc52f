import type { Offers, OptionWords, Vocabulary } from "./vocabulary.ts";

/** A script that has PowerShell complete commands; it offers files by itself where a script offers nothing. */
export function powershellScript({ commands, options }: Vocabulary): string {
  const entries = commands.map(({ name, summary, options, ...values }) =>
    `    ${quoted(name)} = @{ ${fieldsOf(summary, values)}
      options = ${tableOf(options)} }`
  );
  return `Register-ArgumentCompleter -Native -CommandName nabla -ScriptBlock {
  param($word, $ast, $position)
  $commands = [ordered]@{
${entries.join("\n")}
  }
  $top = ${tableOf(options)}
  $before = @($ast.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $position } |
    ForEach-Object { $_.Extent.Text })
  $name = ''
  for ($i = 0; $i -lt $before.Count; $i++) {
    if ($before[$i] -eq '--lang') { $i++ }
    elseif ($before[$i] -notlike '-*') { $name = $before[$i]; break }
  }
  $command = $commands[$name]
  $options = if ($command) { $command.options } else { $top }
  $show = {
    param($text, $summary)
    [System.Management.Automation.CompletionResult]::new(
      $text, $text, 'ParameterValue', $(if ($summary) { $summary } else { $text }))
  }
  $front = ''
  $start = $word
  $last = if ($before.Count) { $before[-1] } else { '' }
  if ($word -match '^(--[\\w-]+)=(.*)$') {
    $last = $Matches[1]
    $front = $last + '='
    $start = $Matches[2]
  }
  $place = $options[$last]
  if ($place -and $place.value) {
    $place.words | Where-Object { $_ -like "$start*" } |
      ForEach-Object { & $show ($front + $_) '' }
    if ($place.words -and $place.files) {
      [System.Management.Automation.CompletionCompleters]::CompleteFilename($start)
    }
    return
  }
  if ($word -notlike '-*') {
    if (-not $command) {
      $commands.Keys | Where-Object { $_ -like "$word*" } |
        ForEach-Object { & $show $_ $commands[$_].summary }
      return
    }
    $command.words | Where-Object { $_ -like "$word*" } |
      ForEach-Object { & $show $_ '' }
    if ($command.words -or $command.files) { return }
  }
  $options.Keys | Where-Object { $_ -like "$word*" } |
    ForEach-Object { & $show $_ $options[$_].summary }
}
`;
}

function tableOf(options: readonly OptionWords[]): string {
  const entries = options.map(({ name, summary, value, ...values }) => {
    const takes = value === undefined ? "$false" : "$true";
    return `        ${quoted(`--${name}`)} = @{ value = ${takes}; ${
      fieldsOf(summary, values)
    } }`;
  });
  return `[ordered]@{\n${entries.join("\n")}\n      }`;
}

function fieldsOf(summary: string, { words, files }: Offers): string {
  return [
    `summary = ${quoted(summary)}`,
    `words = @(${words.map(quoted).join(", ")})`,
    `files = $${files}`,
  ].join("; ");
}

/** PowerShell ends a text at the quotes of typesetters as well. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['‘’‚‛]/g, "$&$&")}'`;
}
