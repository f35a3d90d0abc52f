/** What is English in every language. */
interface English {
  /** Why it is. */
  readonly why: string;
  /** In which files; in all if left out. */
  readonly files?: RegExp;
  /** Which texts of theirs; all if left out. */
  readonly texts?: RegExp;
}

/** All that looks like a sentence that nobody says, and is none or is said elsewhere. */
export const english: readonly English[] = [
  {
    why: "the system's words, which are Deno's in every language",
    files:
      /^dsl\/cli\/world\/system\/(?:node_errors|node_files|node_programs)\.ts$/,
  },
  {
    why: "names and versions of runtimes",
    files: /^dsl\/cli\/world\/system\/(?:runtime|node)\.ts$/,
    texts: /^(?:Deno|Bun) \{\} /,
  },
  {
    why:
      "lessons: each code and each page of the course has its Chinese by type",
    files:
      /^dsl\/(?:manual\/(?:spelling|meaning|numbers|formulas)|course\/(?:english|chinese))\.ts$/,
  },
  {
    why: "texts of nabla",
    files: /^(?:dsl\/course\/exercises|play\/model\/presets)\.ts$/,
    texts: /\n/,
  },
  {
    why: "statements of texts, which edits write",
    texts:
      /^\s*(?:given|expect|let) (?:\{\}(?:[.\w{}]*(?: =.*)?)?)?$|^\{\} = |^pow\(id, |^add\(id, |^\{\}: input/s,
  },
  {
    why: "names that other libraries give to layers and their arguments",
    files: /^dsl\/syntax\/other_names\.ts$/,
  },
  {
    why: "what Python says, and names of fields",
    files: /^lib\/foreign\/python_\w+\.ts$/,
    texts:
      /^(?:math domain error|expected a |f vjp takes library at weights|name value array is_real)$/,
  },
  {
    why: "scripts of shells",
    files:
      /^dsl\/cli\/commands\/completions\/(?:bash|zsh|fish|powershell)\.ts$/,
  },
  {
    why: "programs in JavaScript and C, with what they say themselves",
    files: /^lib\/bridges\/code\/(?:javascript|c|routines)\.ts$/,
  },
  {
    why: "programs in Python, with what they say themselves",
    files: /^lib\/bridges\/pytorch\//,
  },
  {
    why: "programs in TypeScript",
    files: /^play\/model\/typescript\.ts$/,
    texts: /[;{(]$|^(?: \/\/ )?(?:batch|seed):? |^targetShape: /,
  },
  {
    why: "commands",
    texts:
      /^nabla:? ?(?:[a-z]+\b)?(?: ?(?:\{\}|…|"?[A-Z]+"?|--[a-z]+|\w+\.\w+))*\n?$/,
  },
  {
    why: "what stands behind commands",
    files: /^dsl\/cli\//,
    texts: /^(?:"[^"]*" |[\w-]+\.[a-z]+ )?(?:--[a-z]+ [\w./]+ ?)+$/,
  },
  {
    why: "styles",
    files:
      /^(?:play\/page\/editor\/theme|dsl\/showing\/html|dsl\/reports\/gradcheck_html)\.ts$/,
    texts: /: .*;|\{ font:|^(?:\.[a-z]|[\d ]+px|underline wavy)/,
  },
  {
    why: "names of classes, media and headers",
    files: /^(?:play\/page\/|dsl\/cli\/world\/server\.ts$)/,
    texts:
      /^(?:wrong \{\}-words|tip signature|\{\} gap|\(prefers-(?:reduced-motion|color-scheme).*|default-src .*|.*frame-ancestors.*|text\/\w+; charset=utf-8)$/,
  },
  {
    why: "attributes",
    files: /^dsl\/(?:drawing|reports|showing)\//,
    texts: /^(?: [a-z-]+=".*")+$/,
  },
  {
    why: "the language of dot",
    files: /^dsl\/drawing\/dot\.ts$/,
    texts: /^(?:, style=|digraph |subgraph | {2}(?:label=|node \[))/,
  },
  {
    why: "keywords of TAP",
    files: /^dsl\/reports\/tap\.ts$/,
    texts: /^(?:not ok|(?:duration_ms|message|severity|file): \{\})$/,
  },
  {
    why: "formulas and records in code",
    texts:
      /^(?:\{ f, vjp, at.*|\[dq dk dv\].*|Σ \[dq dk dv\]|dx, (?:da, )?dz|loss: \+|dy|seed: \{\})$/,
  },
  {
    why: "names of values and metrics, and what an array is called without one",
    texts:
      /^(?:grad |loss \{\}|part \{\}|confusion matrix|unnamed \{\}|predicted \{\})$/,
  },
  {
    why: "names of streams of random numbers",
    files: /^lib\/gradcheck\/second_order\/second_order\.ts$/,
    texts: /^second order$/,
  },
  {
    why: "what files keep, the same in every language",
    files: /^lib\/fitting\/(?:run_identity|training_plan|fingerprint)\.ts$/,
    texts:
      /^(?:\{\}, digest \{\}|as is usual|validation data|\{\} example\{\}\{\}| of a stream)$/,
  },
  {
    why: "kinds and choices",
    texts:
      /^(?:two words|if there|range|holds (?:one array|arrays)|is a generator|no parameters|several (?:inputs|steps))$/,
  },
  {
    why: "pieces of a sentence that the type checker sees put together",
    files: /^dsl\/compiler\/(?:branch_shapes|formula_places)\.ts$/,
    texts: /^(?:this (?:branch|value)|give more axes to|turn the axes of)$/,
  },
  {
    why: "presets, which the page calls by words of its own",
    files: /^play\/model\/presets\.ts$/,
    texts: /^(?:\d\.\d [a-z ]+|the lesson's wrong sigmoid)$/,
  },
  {
    why: "reasons why faulty layers are as they are; no report has them",
    files: /^lib\/self_test\/faulty\/(?:rows|places)\.ts$/,
    texts:
      /^(?:the statistics are over|the mask is drawn for) the (?:whole )?batch$|^nothing is dropped in use$/,
  },
  {
    why: "what the self-test looks for in a report in English",
    files: /^lib\/self_test\/faulty\/stretched\.ts$/,
    texts:
      /^(?:divided by the size of|(?:not )?summed along) (?:the stretched )?axis \{\}/,
  },
  {
    why: "names of the self-test's cases, which a test holds as they are said",
    files: /^lib\/self_test\/(?:nasty_case|faulty\/stretched)\.ts$/,
    texts: /^\{\}(?:, searched|: not summed|: a mean)$/,
  },
  {
    why: "beginnings of sentences in English that are known by them",
    files: /^dsl\/cli\/files\/mistakes\.ts$/,
    texts: /^(?:cannot|env|read) $/,
  },
  {
    why: "thrown from one place to another, where it is caught and told anew",
    files:
      /^(?:lib\/gradcheck_async\/worker|play\/page\/(?:take_away\/(?:png|take_away)|more_styles)|play\/model\/link)\.tsx?$/,
    texts:
      /^(?:the check is given up|there is no (?:canvas|\{\} now)|\{\} is not there|it is too large|it unpacks to too much)$/,
  },
  {
    why: "an assertion: what is compiled there has been compiled before",
    files: /^dsl\/cli\/commands\/gradcheck\/gradcheck_worker\.ts$/,
    texts: /^the text does not compile$/,
  },
];
