// Tables as they are in the world: what is found in the first lines.
import { assertEquals, assertRejects } from "@std/assert";
import {
  type CsvOptions,
  csvTable,
  learnSchema,
  tableExamples,
} from "../../../../data.ts";
import { formatAdvice } from "../../../../lib/base/advice.ts";
import { DataError } from "../../../../mod.ts";
import { source } from "../../../helpers/text_sources.ts";

/** Rows of a table with three numbers each, divided by `delimiter`. */
const rows = (delimiter: string, count = 4) =>
  Array.from(
    { length: count },
    (_, i) => [i + 0.25, -i, 3 * i + 1].join(delimiter) + "\n",
  ).join("");

interface Reading {
  readonly name: string;
  readonly text: string | Uint8Array<ArrayBuffer>;
  readonly options?: CsvOptions;
  readonly columns: readonly string[];
  /** The first row. */
  readonly first: readonly string[];
  /** Columns that only name the rows. */
  readonly index?: readonly number[];
  /** What is said, each in part. */
  readonly notes?: readonly string[];
}

const readings: readonly Reading[] = [
  {
    name: "commas in the header alone do not win over semicolons on each line",
    text: "a (cm, x);b (kg, x);y\n" + rows(";"),
    columns: ["a (cm, x)", "b (kg, x)", "y"],
    first: ["0.25", "0", "1"],
  },
  {
    name: "a delimiter within quotes is none",
    text: 'a,b\n"1;2;3",4\n"5;6;7",8\n',
    columns: ["a", "b"],
    first: ["1;2;3", "4"],
  },
  {
    name: "lists within cells do not win over commas",
    text: "id,title,genres\n1,Toy,A|B\n2,Jump,A|B|C\n3,Old,A\n",
    columns: ["id", "title", "genres"],
    first: ["1", "Toy", "A|B"],
    notes: ["column id numbers the rows"],
  },
  {
    name: "tabs win over blanks in the cells",
    text: "first name\tb\nA B\t1\nC D\t2\n",
    columns: ["first name", "b"],
    first: ["A B", "1"],
  },
  {
    name: "runs of blanks and tabs divide numbers, leading ones too",
    text: "   9.56   4.48  \t 14.04\n   0.5    -4.1     -3.5\n",
    columns: ["1", "2", "3"],
    first: ["9.56", "4.48", "14.04"],
  },
  {
    name: "blanks do not divide texts",
    text: "name\nAda Byron\nAlan Turing\n",
    columns: ["name"],
    first: ["Ada Byron"],
    notes: ["taken as names"],
  },
  {
    name: "a blank that is told stands for runs, and quotes keep blanks",
    text: '"a b"  y\n"1"  2\n3 4\n',
    options: { delimiter: " " },
    columns: ["a b", "y"],
    first: ["1", "2"],
  },
  {
    name: "names in single quotes, as of statsmodels",
    text: "'OBS' 'GPA'\n1 2.66\n2 2.89\n4 3\n",
    columns: ["OBS", "GPA"],
    first: ["1", "2.66"],
  },
  {
    name: "R's header has no name for the names of rows",
    text: '"mpg" "cyl"\n"Mazda RX4" 21 6\n"Datsun 710" 22.8 4\n',
    columns: ["1", "mpg", "cyl"],
    first: ["Mazda RX4", "21", "6"],
    index: [0],
    notes: ["column 1 only names the rows"],
  },
  {
    name: "Excel's line sep=; names the delimiter",
    text: "sep=;\na,b;c\n1;2\n3;4\n",
    columns: ["a,b", "c"],
    first: ["1", "2"],
  },
  {
    name: "a line of counts and class names before rows without a header",
    text: "178,3,class_0,class_1\n" +
      "1,2,3,4,5,6,7,8\n2,3,4,5,6,7,8,9\n3,4,5,6,7,8,9,1\n",
    columns: ["1", "2", "3", "4", "5", "6", "7", "8"],
    first: ["1", "2", "3", "4", "5", "6", "7", "8"],
    notes: ["line 1 stands before the table"],
  },
  {
    name: "a line of counts and class names as long as the rows, as of iris",
    text: "3,3,ash,oak\n1,2,3,0\n2,5,0,1\n2,3,1,0\n",
    columns: ["1", "2", "3", "4"],
    first: ["1", "2", "3", "0"],
    notes: ["line 1 stands before the table"],
  },
  {
    name: "delimiters at both ends of the lines",
    text: "|x|y|\n|1|2|\n|4|5|\n",
    columns: ["1", "x", "y"],
    first: ["", "1", "2"],
    index: [0],
    notes: ["column 1 only names the rows"],
  },
  {
    name: "a line of counts, filled up with commas, before a header",
    text: "506,3,,\n" + '"CRIM","ZN","MEDV","B"\n1,2,3,4\n5,6,7,8\n',
    columns: ["CRIM", "ZN", "MEDV", "B"],
    first: ["1", "2", "3", "4"],
    notes: ["line 1 stands before the table"],
  },
  {
    name: "titles and blank lines before a header",
    text: "Sales of 2020, in EUR\n\nby region\nx,y,z\n" + rows(","),
    columns: ["x", "y", "z"],
    first: ["0.25", "0", "1"],
    notes: ["lines 1 to 3 stand before the table"],
  },
  {
    name: "lines that are told to stand before the table",
    text: "a,b\nc,d\ne,f\n1,2\n",
    options: { skip: 2 },
    columns: ["e", "f"],
    first: ["1", "2"],
  },
  {
    name: "comments at the beginning and, of the same mark, behind it",
    text: '# by "x, 2020; v1\n# units: cm, kg\nx,y,z\n# more "\n' + rows(","),
    columns: ["x", "y", "z"],
    first: ["0.25", "0", "1"],
  },
  {
    name: "comments of a mark that is told",
    text: 'x,y,z\n// none, of, it, "\n' + rows(","),
    options: { comment: "//" },
    columns: ["x", "y", "z"],
    first: ["0.25", "0", "1"],
  },
  {
    name: "names in the comment above the rows, as NumPy writes them",
    text: "# made today\n# x y z\n" + rows(" "),
    columns: ["x", "y", "z"],
    first: ["0.25", "0", "1"],
  },
  {
    name: "a header that begins with # itself",
    text: "#,Name,HP\n1,Bulbasaur,45\n2,Ivysaur,60\n3,Venusaur,80\n",
    columns: ["#", "Name", "HP"],
    first: ["1", "Bulbasaur", "45"],
    notes: ["column # numbers the rows"],
  },
  {
    name: "delimiters at the end of each line but the header",
    text: "x,y,z\n1,2,3,\n4,5,6,\n",
    columns: ["x", "y", "z"],
    first: ["1", "2", "3"],
  },
  {
    name: "delimiters at the end of each line",
    text: "x;y;;\n1;2;;\n4;5;;\n",
    columns: ["x", "y"],
    first: ["1", "2"],
  },
  {
    name: "a delimiter at the end of the header alone",
    text: "x,y,\n1,2\n4,5\n",
    columns: ["x", "y"],
    first: ["1", "2"],
  },
  {
    name: "delimiters at the end of lines without a header",
    text: "1,2,\n4,5,\n",
    columns: ["1", "2"],
    first: ["1", "2"],
  },
  {
    name: "a last column without a name that has values",
    text: "x,y,\n1,2,\n4,5,7\n",
    columns: ["x", "y", "3"],
    first: ["1", "2", ""],
  },
  {
    name: "a column without a name that counts from 0",
    text: ",a,b\n0,5,5\n1,3,4\n2,7,3\n",
    columns: ["1", "a", "b"],
    first: ["0", "5", "5"],
    index: [0],
    notes: ["column 1 only names the rows"],
  },
  {
    name:
      "a column without a name whose numbers are mixed, as of a part of a table",
    text: ",a,b\n17,5,5\n3,3,4\n9,7,3\n",
    columns: ["1", "a", "b"],
    first: ["17", "5", "5"],
    index: [0],
    notes: ["column 1 only names the rows"],
  },
  {
    name: "a column without a name that measures something",
    text: ",a,b\n0.5,5,5\n0.5,3,4\n0.7,7,3\n",
    columns: ["1", "a", "b"],
    first: ["0.5", "5", "5"],
  },
  {
    name: "a column without a name whose whole numbers repeat",
    text: ",a,b\n3,5,5\n3,3,4\n7,7,3\n",
    columns: ["1", "a", "b"],
    first: ["3", "5", "5"],
  },
  {
    name: "the columns that pandas calls Unnamed",
    text: "Unnamed: 0.1,Unnamed: 0,a,b\n0,0,1,2\n1,1,3,4\n",
    columns: ["Unnamed: 0.1", "Unnamed: 0", "a", "b"],
    first: ["0", "0", "1", "2"],
    index: [0, 1],
    notes: ["column 1 only", "column 2 only"],
  },
  {
    name: "names that are taken",
    text: "x,x,x.1,x\n1,2,3,4\n5,6,7,8\n",
    columns: ["x", "x.2", "x.1", "x.3"],
    first: ["1", "2", "3", "4"],
    notes: ["columns 2, 4 are called"],
  },
  {
    name: "quotes after blanks, and blanks after quotes",
    text: '"Month", "1958"\n"JAN" ,  340\n"FEB",  318\n',
    columns: ["Month", "1958"],
    first: ["JAN", "  340"],
  },
  {
    name: "a quote within a field as a character",
    text: 'name,x\n5" nail,0.2\n5\'10" tall,"1"\n',
    columns: ["name", "x"],
    first: ['5" nail', "0.2"],
  },
  {
    name: "a first line of texts that are found below themselves as data",
    text: "b,x,o,yes\nx,o,b,no\no,x,x,yes\no,o,x,no\n",
    columns: ["1", "2", "3", "4"],
    first: ["b", "x", "o", "yes"],
    notes: ["taken as data"],
  },
  {
    name: "a first line of texts and numbers with a repeated text as data",
    text: "7,3.2,versicolor\n4.9,3,setosa\n6,3,versicolor\n",
    columns: ["1", "2", "3"],
    first: ["7", "3.2", "versicolor"],
    notes: ["taken as data"],
  },
  {
    name: "a first line of texts and fractions as data",
    text: '18.0 8 3504. "chevrolet"\n15.5 8 ? "buick skylark"\n',
    columns: ["1", "2", "3", "4"],
    first: ["18.0", "8", "3504.", "chevrolet"],
    notes: ["hardly a name"],
  },
  {
    name: "UTF-16 by its mark, with lines as of Windows",
    text: utf16("a\tb\r\n1\tä\r\n", true),
    columns: ["a", "b"],
    first: ["1", "ä"],
  },
  {
    name: "UTF-16 of the other order",
    text: utf16("a,b\n1,2\n", false),
    columns: ["a", "b"],
    first: ["1", "2"],
  },
];
for (const { name, text, options, columns, first, index, notes } of readings) {
  Deno.test(`a table is understood: ${name}`, async () => {
    const table = await csvTable(source(text), options);
    assertEquals(table.columns, columns);
    const [row] = (await Array.fromAsync(table.rows())).flat();
    assertEquals(row.cells, first);
    assertEquals(table.index, index ?? []);
    const all = [...table.notes ?? [], ...table.columnNotes ?? []];
    const said = all.map((note) => formatAdvice(note));
    assertEquals(
      said.map((text, i) => notes?.[i] && text.includes(notes[i])),
      (notes ?? []).map(() => true),
      said.join("\n"),
    );
  });
}

function utf16(text: string, isLittle: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  [..."\ufeff" + text].forEach((each, i) =>
    view.setUint16(2 * i, each.charCodeAt(0), isLittle)
  );
  return new Uint8Array(view.buffer);
}

/** Columns of texts with the numbers that they are; NaN for none. */
const numbers: readonly (readonly [
  name: string,
  texts: readonly string[],
  options: CsvOptions,
  values: readonly number[] | undefined,
])[] = [
  ["a decimal comma", ["1,5", "-0,25", "7"], {}, [1.5, -0.25, 7]],
  ["thousands with points", ["1.234,5", "1.234.567"], {}, [1234.5, 1234567]],
  ["many points alone", ["1.234.567", "1.000"], {}, [1234567, 1000]],
  ["thousands with commas", ["1,234.5", "12,345"], {}, [1234.5, 12345]],
  ["a comma that is told", ["1,234", "1.234"], { decimal: "," }, [1.234, 1234]],
  ["a point that is told", ["1,234", "1.234"], { decimal: "." }, [1234, 1.234]],
  ["thousands with blanks", ["1 234,5", "2\u00a0000"], {}, [1234.5, 2000]],
  ["exponents", ["1,5e3", "2E-1"], {}, [1500, 0.2]],
  ["a comma that may be either", ["1,234", "5,678"], {}, undefined],
  ["commas and points", ["1,5", "1.5"], {}, undefined],
  ["a point among decimal commas", ["1,5", "1.5"], { decimal: "," }, undefined],
  ["groups of other lengths", ["1.23,5", "1,5"], { decimal: "," }, undefined],
];
for (const [name, texts, options, values] of numbers) {
  Deno.test(`a number is read: ${name}`, async () => {
    const text = "x;y\n" + texts.map((each) => `${each};1\n`).join("");
    const table = await csvTable(source(text), options);
    const learning = learnSchema(table, { target: "y" });
    if (values === undefined) {
      await assertRejects(
        () => learning,
        DataError,
        "an input must be a number",
      );
    } else {
      const { schema } = await learning;
      const { memory } = await tableExamples(table, schema);
      assertEquals([...memory.x], values);
    }
  });
}

Deno.test("a table whose columns contradict one another has no decimal mark", async () => {
  const table = await csvTable(source("a;b\n1,5;1.5\n2,5;2.5\n"));
  assertEquals(table.decimal, undefined);
  const { inputs } = await learnSchema(table, { without: ["a"] });
  assertEquals(inputs.mean, [2]);
});

Deno.test("lines with too few fields or too many are told at once", async () => {
  const text = "a,b\n1,2\n3\n4,5\n" + "6,7,8\n".repeat(12);
  const table = await csvTable(source(text));
  const error = await assertRejects(
    () => Array.fromAsync(table.rows()),
    DataError,
  );
  assertEquals(
    error.message,
    "t.csv:3: a line must have 2 fields, as the first has: found 1; likewise lines 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 2 more",
  );
});

Deno.test("the help for a comment among the lines leaves it out", async () => {
  const text = "a,b\n1,2\n# none\n3,4\n";
  const table = await csvTable(source(text));
  const error = await assertRejects(
    () => Array.fromAsync(table.rows()),
    DataError,
  );
  assertEquals(
    formatAdvice(error.help ?? ""),
    'Leave such lines out with comment: "#".',
  );
  const again = await csvTable(source(text), { comment: "#" });
  assertEquals((await Array.fromAsync(again.rows())).flat().length, 2);
});

Deno.test("an index is an input where it is named", async () => {
  const table = await csvTable(source(",a,b\n0,5,5\n1,3,4\n"));
  const inputs = async (options: object) =>
    (await learnSchema(table, { target: "b", ...options })).schema.inputs
      .map(({ name }) => name);
  assertEquals(await inputs({}), ["a"]);
  assertEquals(await inputs({ inputs: ["1", "a"] }), ["1", "a"]);
  assertEquals(await inputs({ classes: ["1"] }), ["1", "a"]);
});
