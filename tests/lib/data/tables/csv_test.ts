import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  type ByteSource,
  type CsvOptions,
  csvTable,
  formatCsv,
  type Row,
} from "../../../../data.ts";
import { formatAdvice } from "../../../../lib/base/advice.ts";
import { NablaError } from "../../../../lib/base/nabla_error.ts";
import { DataError } from "../../../../mod.ts";
import { naiveCsvTable } from "../../../fuzz/naive/tables.ts";
import { cut, source } from "../../../helpers/text_sources.ts";

async function rowsOf(
  from: ByteSource,
  options: CsvOptions = {},
): Promise<Row[]> {
  const table = await csvTable(from, options);
  return (await Array.fromAsync(table.rows())).flat();
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

interface Reading {
  readonly name: string;
  readonly text: string;
  readonly options?: CsvOptions;
  readonly columns: readonly string[];
  /** Each row: its line, then its cells. */
  readonly rows: readonly (readonly [line: number, ...cells: string[]])[];
}

const readings: readonly Reading[] = [
  {
    name: "a header and rows",
    text: "a,b\n1,2\n3,4\n",
    columns: ["a", "b"],
    rows: [[2, "1", "2"], [3, "3", "4"]],
  },
  {
    name: "no line's end at the end",
    text: "a,b\n1,2",
    columns: ["a", "b"],
    rows: [[2, "1", "2"]],
  },
  {
    name: "lines that end in all three ways",
    text: "a,b\r\n1,2\r3,4\n5,6\r\n\r\n7,8\r",
    columns: ["a", "b"],
    rows: [[2, "1", "2"], [3, "3", "4"], [4, "5", "6"], [6, "7", "8"]],
  },
  {
    name: "a byte order mark before a quoted header",
    text: '\ufeff"a",b\n1,2\n',
    columns: ["a", "b"],
    rows: [[2, "1", "2"]],
  },
  {
    name: "quoted delimiters, quotes and lines, which are counted",
    text: 'a,b\n"1,5","x\ny\r\nz"\n\n"say ""hi""",""\n2,3\n',
    columns: ["a", "b"],
    rows: [[2, "1,5", "x\ny\nz"], [6, 'say "hi"', ""], [7, "2", "3"]],
  },
  {
    name: "blank lines, though not one quoted nothing",
    text: '\n  \na\n\n""\n \n" "\nx\n',
    columns: ["a"],
    rows: [[5, ""], [7, " "], [8, "x"]],
  },
  {
    name: "tabs, and a line of nothing but tabs as empty cells",
    text: "a\tb\n\t\n1\t2\n",
    columns: ["a", "b"],
    rows: [[2, "", ""], [3, "1", "2"]],
  },
  {
    name: "commas, though there are tabs on a line of nothing else",
    text: "\t\t\t\na,b\n1,2\n",
    columns: ["a", "b"],
    rows: [[3, "1", "2"]],
  },
  {
    name: "semicolons, though there are commas in quotes",
    text: '"a,b,c,d";b\n1,5;2\n',
    columns: ["a,b,c,d", "b"],
    rows: [[2, "1,5", "2"]],
  },
  {
    name: "bars",
    text: "a|b|c,d\n1|2|3\n",
    columns: ["a", "b", "c,d"],
    rows: [[2, "1", "2", "3"]],
  },
  {
    name: "a delimiter that is told",
    text: "a:b,c\n1:2,3\n",
    options: { delimiter: ":" },
    columns: ["a", "b,c"],
    rows: [[2, "1", "2,3"]],
  },
  {
    name: "blanks around names, and a name that is empty",
    text: ", b \n1,2\n",
    columns: ["1", "b"],
    rows: [[2, "1", "2"]],
  },
  {
    name: "a first line of numbers as data",
    text: "5.1,3,-1\n4,5,6\n",
    columns: ["1", "2", "3"],
    rows: [[1, "5.1", "3", "-1"], [2, "4", "5", "6"]],
  },
  {
    name: "numbers as names, where one column is told by its text",
    text: "0,1,kind\n5,3,2\n",
    columns: ["0", "1", "kind"],
    rows: [[2, "5", "3", "2"]],
  },
  {
    name: "a first line as data, where its text stands again below it",
    text: "5.1,3.5,setosa\n4.9,3,setosa\n",
    columns: ["1", "2", "3"],
    rows: [[1, "5.1", "3.5", "setosa"], [2, "4.9", "3", "setosa"]],
  },
  {
    name: "a first line of texts as data, where it is told",
    text: "a,b\n",
    options: { header: false },
    columns: ["1", "2"],
    rows: [[1, "a", "b"]],
  },
  {
    name: "names that are those of every object",
    text: "__proto__,constructor,toString\n1,2,3\n",
    columns: ["__proto__", "constructor", "toString"],
    rows: [[2, "1", "2", "3"]],
  },
];
for (const { name, text, options, columns, rows } of readings) {
  Deno.test(`CSV has ${name}`, async () => {
    const expected = rows.map(([line, ...cells]) => ({ line, cells }));
    const table = await csvTable(source(text), options);
    assertEquals(table.columns, columns);
    for (let again = 0; again < 2; again++) {
      const found = (await Array.fromAsync(table.rows())).flat();
      assertEquals(found, expected);
    }
  });

  Deno.test(`CSV has ${name}, wherever the bytes are cut`, async () => {
    const expected = rows.map(([line, ...cells]) => ({ line, cells }));
    const bytes = bytesOf(text);
    const everywhere = [...bytes.keys()];
    assertEquals(await rowsOf(cut(bytes, everywhere), options), expected);
    for (const place of everywhere) {
      assertEquals(await rowsOf(cut(bytes, [place]), options), expected);
    }
  });
}

interface Mistake {
  readonly text: string | Uint8Array<ArrayBuffer>;
  readonly options?: CsvOptions;
  readonly message: string;
  readonly help?: string;
}

const mistakes: readonly Mistake[] = [
  { text: "", message: "t.csv: it is empty" },
  { text: "\ufeff\n \r\n", message: "t.csv: it is empty" },
  {
    text: "a,b\n1,2\n3\n",
    message: "t.csv:3: a line must have 2 fields, as the first has: found 1",
  },
  {
    text: 'a\n"1\n2"\n3,4\n',
    message: "t.csv:4: a line must have 1 field, as the first has: found 2",
  },
  {
    text: 'a,b\n1,"2\n3,4\n',
    message:
      "t.csv:2, column 2: a quoted field must be closed: the file ends within it",
  },
  {
    text: 'a\n"x\n""y\n',
    message:
      "t.csv:2, column 1: a quoted field must be closed: the file ends within it",
  },
  {
    text: 'a,b\n1,"2"x\n',
    message:
      't.csv:2, column 2: a delimiter must follow a quoted field: found "x"',
    help: 'Write each quote within a quoted field twice: "a ""b""".',
  },
  {
    text: 'a,b\n"1;,\n" "x",2\n',
    message:
      't.csv:3, column 1: a delimiter must follow a quoted field: found "\\""',
  },
  {
    text: "7,3,versicolor\n4.9,3,setosa\n",
    message:
      't.csv:1: the first line must be a header or data: "versicolor" could be in a header, and "7" in data',
    help: "Say which with header: true or header: false.",
  },
  {
    text: "x".repeat(1001) + "\n",
    message:
      "t.csv:1: the name of column 1 must have at most 1,000 characters: found 1,001",
  },
  {
    text: "a\n1" + ",".repeat(100_000) + "\n",
    options: { delimiter: "," },
    message: "t.csv:2: a line must have at most 100,000 fields: found 100,001",
  },
  {
    text: "a\n" + "1".repeat(2 ** 24 + 1),
    message:
      "t.csv:2: a line must have at most 16,777,216 characters: found more",
  },
  {
    text: 'a\n2\n\n"' + "1\n".repeat(2 ** 23),
    message:
      "t.csv:4: a line must have at most 16,777,216 characters: found more",
    help: "Perhaps the quote on line 4 is not closed.",
  },
  {
    text: Uint8Array.of(97, 13, 10, 49, 10, 195, 40, 10),
    message: "t.csv:3, byte 6: text must be UTF-8: found 0x28",
    help: "Save the file as UTF-8.",
  },
  {
    text: Uint8Array.of(97, 10, 49, 226, 130),
    message: "t.csv:2, byte 5: text must be UTF-8: found the end",
  },
  {
    text: Uint8Array.of(255, 254, 97, 0, 0, 216, 10, 0),
    message:
      "t.csv: text must be UTF-16, as its first bytes say: found half a character",
    help: "Save the file as UTF-8.",
  },
];
for (const { text, options, message, help } of mistakes) {
  Deno.test(`a mistake is refused: ${message}`, async () => {
    const pieces = text.length > 1000 ? [9, 1000] : [...text].map((_, i) => i);
    for (const from of [source(text), cut(text, pieces)]) {
      const error = await assertRejects(() => rowsOf(from, options), DataError);
      assertEquals(error.message, message);
      if (help !== undefined) {
        assertEquals(formatAdvice(error.help ?? ""), help);
      }
    }
  });
}

Deno.test("a byte that is not UTF-8 is found at the same place as by the standard decoder", () => {
  const part = fc.constantFrom(
    ...[0x0a, 0x61, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf],
    ...[0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff],
  );
  const bytes = fc.array(part, { minLength: 1, maxLength: 12 })
    .map((list) => Uint8Array.from(list));
  return fc.assert(
    fc.asyncProperty(bytes, async (bytes) => {
      // The longest beginning that the decoder takes for the beginning of a text.
      const isText = (length: number, stream: boolean) => {
        try {
          const decoder = new TextDecoder("utf-8", { fatal: true });
          decoder.decode(bytes.subarray(0, length), { stream });
          return true;
        } catch {
          return false;
        }
      };
      let byte = 0;
      while (byte < bytes.length && isText(byte + 1, true)) byte++;
      const from = cut(bytes, [3, 5]);
      const error = await rowsOf(from, { header: false }).catch((e) => e);
      const isUtf8 = Array.isArray(error) || !/UTF/.test(error.message);
      assertEquals(isUtf8, isText(bytes.length, false));
      if (!isUtf8) assertEquals(error.place.byte, byte);
    }),
    { numRuns: 2000 },
  );
});

const pieces = fc.constantFrom(
  ...["a", "b", "1", '"', '""', ",", ";", "\n", "\r", "\r\n", " ", "é", "😀"],
);

Deno.test("any text is read as by a second reader, or refused by both, wherever it is cut", () => {
  const text = fc.array(pieces, { maxLength: 14 }).map((list) => list.join(""));
  return fc.assert(
    fc.asyncProperty(text, fc.boolean(), async (text, comma) => {
      const delimiter = comma ? "," : ";";
      const expected = naiveCsvTable(text, delimiter, false)?.rows;
      const bytes = bytesOf(text);
      for (const place of [...bytes.keys(), bytes.length]) {
        const options = { delimiter, header: false, skip: 0 };
        const found = await rowsOf(cut(bytes, [place]), options)
          .catch((error) => {
            assert(error instanceof DataError, error);
          });
        assertEquals<unknown>(found, expected);
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("written CSV reads back the same", () => {
  const cell = fc.array(pieces, { maxLength: 4 }).map((list) => list.join(""));
  const rows = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 5,
    })
  );
  return fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom(",", ";", " "),
      async (rows, delimiter) => {
        // Columns at the end that are blank throughout are none.
        const whole = rows.map((cells) => [...cells, "."]);
        const text = formatCsv(whole, { delimiter });
        const options = { delimiter, header: false, skip: 0 };
        const found = await rowsOf(source(text), options);
        assertEquals(
          found.map(({ cells }) => cells),
          whole.map((cells) =>
            cells.map((text) => text.replaceAll(/\r\n?/g, "\n"))
          ),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

Deno.test("CSV is quoted where it must be", () => {
  assertEquals(
    formatCsv([
      ["a", "b,c", 'd"e', " f", "g\nh", "\ufeffi"],
      [1.5, -0.25, true, null, [1, [2]], ""],
      [""],
      [],
    ]),
    'a,"b,c","d""e"," f","g\nh","\ufeffi"\n1.5,-0.25,true,,"[1,[2]]",\n""\n\n',
  );
});

Deno.test("a delimiter is one character without another meaning", async () => {
  for (const delimiter of ["", ",,", '"', "\n", "\r", "\ufeff"]) {
    const message =
      `Cannot split CSV as delimiter must be one character, neither a quote nor an end of line: found ${
        JSON.stringify(delimiter)
      }`;
    const reading = () => csvTable(source("a\n1\n"), { delimiter });
    assertEquals((await assertRejects(reading, NablaError)).message, message);
    const writing = () => formatCsv([["a"]], { delimiter });
    assertEquals(assertThrows(writing, NablaError).message, message);
  }
});

Deno.test("a reader that stops early closes the file", async () => {
  let open = 0;
  const from: ByteSource = {
    name: "t.csv",
    async *open() {
      open++;
      try {
        for (;;) yield await Promise.resolve(bytesOf("1,2\n".repeat(10_000)));
      } finally {
        open--;
      }
    },
  };
  const table = await csvTable(from);
  assertEquals(open, 0);
  for await (const rows of table.rows()) {
    assert(rows.length > 0);
    break;
  }
  assertEquals(open, 0);
});

Deno.test("a million quotes, blanks or empty fields are read quickly", async () => {
  const many = 2 ** 20;
  const texts: readonly (readonly [text: string, count: number])[] = [
    ['"a"x' + '"x'.repeat(many) + " ".repeat(many) + "\n", -1],
    ['a\n"' + '""'.repeat(many) + '"\n', 1],
    ["a\n" + "\n".repeat(many) + "1\n", 1],
    ['a\n"1"\n' + '"1"\n'.repeat(many / 8), many / 8 + 1],
    ['a\n"' + "\n".repeat(many) + '"\n', 1],
  ];
  for (const [text, count] of texts) {
    const reading = rowsOf(source(text), { delimiter: ",", header: true });
    const found = await reading.then((rows) => rows.length, () => -1);
    assertEquals(found, count);
  }
});
