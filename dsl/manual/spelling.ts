import type { Lessons } from "./lesson.ts";

/** Lessons on spelling and on the grammar of pipelines and data. */
export const spelling: Lessons<"E00" | "E01" | "E02"> = {
  E001: {
    text:
      "The language needs few characters: letters, digits and underscores for names, numbers, `->` between steps, `( )` for arguments, `[ ]` for arrays, and `, : = * . #`; formulas have `+ - / ^` besides. Anything else has no meaning. On the command line `;` ends a statement; in a file a new line does.",
    wrong: "fc(2,1) -> sigmoid;",
    right: "fc(2,1) -> sigmoid",
  },
  E002: {
    text:
      "Some characters only look like those of the language: `→` or `–>` for `->`, the minus sign `−` for `-`, full-width `（ ， ：` for `( , :`. Word processors and input methods insert them automatically.\n\n" +
      "The text is read as it was meant, so that other mistakes are found in the same run, but the plain character is required.",
    wrong: "fc(2,1) → sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  E003: {
    text:
      "Steps are joined by `->`, the direction in which values flow. Other notations use `|>`, `=>` or `>`; here they mean nothing.",
    wrong: "fc(2,1) |> sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  E004: {
    text: "A comment begins with `#` and runs to the end of its line.",
    wrong: "fc(2,1) -> sigmoid // the neuron",
    right: "fc(2,1) -> sigmoid # the neuron",
  },
  E005: {
    text:
      "A number is written `2`, `-0.5`, `.5` or `1e-3`: with a point, without a plus sign, without separators between digits, and at most about 1.8e308, the largest number that a double can hold. It may be a quotient of two numbers, `-1/4`; nothing else is worked out.",
    wrong: "fc(1,1)\ngiven x = 20%",
    right: "fc(1,1)\ngiven x = 1/5",
  },
  E006: {
    text:
      "There are no strings in the language. A choice such as `init=he` is written without quotes, and so is every name.",
    wrong: 'fc(2,1,init="he")',
    right: "fc(2,1,init=he)",
  },
  E010: {
    text:
      "An arrow leads from one step to the next, so there is a step on each of its sides. A line may end with an arrow or begin with one; the pipeline then continues across the line break.",
    wrong: "fc(2,1) -> sigmoid ->",
    right: "fc(2,1) -> sigmoid",
  },
  E011: {
    text:
      "Two steps that stand next to each other need an arrow between them. Without it, a missing arrow could not be told from a missing bracket.",
    wrong: "fc(2,1) sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  E012: {
    text:
      "Every `(` and `[` must be closed. The message points to the bracket that was opened, since the place of the missing one can only be guessed.",
    wrong: "fc(2,1 -> sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  E013: {
    text:
      "A bracket is closed by its own kind: `( )` hold arguments and branches, `[ ]` hold arrays.",
    wrong: "fc(2,1] -> sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  E014: {
    text:
      "A closing bracket needs an opening one before it. Usually there is one bracket too many, or the opening one was deleted.",
    wrong: "fc(2,1)) -> sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  E015: {
    text:
      "A line that gives something a meaning says which kind of meaning: `let` names a piece of network, `given` fixes numbers, `expect` states numbers that should come out. A bare `name = …` is a formula, which holds neither arrays nor layers made from numbers.",
    wrong: "x = [1, 2]\nfc(2,1)",
    right: "given x = [1, 2]\nfc(2,1)",
  },
  E016: {
    text:
      "A step maps one array to another; a number does not. Numbers belong in the brackets of a layer, as in `fc(3)`, or on a separate line, as in `given q = 3`; a pipeline may then begin with the name.",
    wrong: "fc(2,1) -> 3 -> relu",
    right: "fc(2,1) -> shift(3) -> relu",
  },
  E017: {
    text:
      "Brackets may be nested 200 deep, operations and brackets of a formula 2,000 deep. What needs more is easier to read in pieces: name a piece of network with `let`, a part of a formula on a line of its own, and use the name.",
  },
  E018: {
    text:
      "A text has at most a million characters. A network of that size is repetition, and repetition is written with `let` and `*n`.",
  },
  E019: {
    text:
      "A file is one network: pipelines and formulas, with optional `let`, `given` and `expect` lines around them. A file of only `let`s and functions is a library: other texts use it with `--use`.",
    wrong: "let block = fc(2) -> relu",
    right: "let block = fc(2) -> relu\ninput(2) -> block",
  },
  E020: {
    text:
      "A file holds one network, so that paths such as `fc1.weight` mean one thing. Several pipelines hang together by their labels; one that nothing behind it uses is a network of its own.",
    wrong: "fc(2,3) -> tanh\nfc(3,1)",
    right: "fc(2,3) -> tanh\n  -> fc(3,1)",
  },
  E021: {
    text:
      "A line that begins with `let`, `given` or `expect` has three parts: a name or path, an equals sign, and what the name stands for. One of them is missing. The label says what was found instead.",
    wrong: "given x [1, 2]\nfc(2,1)",
    right: "given x = [1, 2]\nfc(2,1)",
  },
  E022: {
    text:
      "A text is read as UTF-8. The message names the first byte that does not fit; usually the file was saved in another encoding, such as Latin-1 or UTF-16. Save it again as UTF-8.",
  },
  E023: {
    text:
      "A library holds only `let`s and functions. Networks, `given` and `expect` belong to the texts that use it.",
  },
  E024: {
    text:
      "Arguments and the items of an array need commas between them, since a space alone could be a slip inside a number or a name.",
    wrong: "fc(2 1)",
    right: "fc(2,1)",
  },
  E025: {
    text:
      "An array holds numbers and arrays of numbers, not names, layers or formulas. In an `expect` line, `_` may hold the place of a number to fill in.",
    wrong: "fc(2,1)\ngiven x = [1, two]",
    right: "fc(2,1)\ngiven x = [1, 2]",
  },
  E026: {
    text:
      "After `=` a `given` or `expect` line has one value: a number or an array. Several numbers are one array, in brackets.",
    wrong: "fc(2,1)\ngiven x = 1, 2",
    right: "fc(2,1)\ngiven x = [1, 2]",
  },
  E027: {
    text:
      "Where a pipeline begins, and after each arrow, there must be a step: the name of a layer, with its arguments in brackets, or a pipeline in brackets. `let`, `given` and `expect` begin lines and are not layers.",
    wrong: "fc(2,1) -> let",
    right: "fc(2,1) -> sigmoid",
  },
  E028: {
    text:
      "The sign belongs to the language, but it cannot follow here: after a step comes an arrow, a repeat `*n` or the end of the line; after an argument a comma or the closing bracket.",
    wrong: "fc(2,1) = sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  E029: {
    text:
      "`*n` after a step is the number of its copies in a row: a whole number, or the parameter of a `let`.",
    wrong: "fc(2,2)*",
    right: "fc(2,2)*3",
  },
};
