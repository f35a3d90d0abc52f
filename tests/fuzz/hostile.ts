/**
 * What breaks programs, in pieces: characters of all kinds, numbers at the bounds,
 * names that mean something to JavaScript, to a terminal, a spreadsheet or a shell.
 *
 * @module
 */

/** Characters that a terminal would obey, that cannot be seen, or are half of one. */
export const hostileCharacters: readonly string[] = [
  ..."\0\x07\b\t\v\f\r\n\x1a\x1b\x7f\x80\x85\x9b\x9d\xa0\xad",
  ..."\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b",
  ..."\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffe",
  "\ud800",
  "\udc00",
  "\ud83d",
  "\u{e0041}",
  "\u{10ffff}",
  "e\u0301\u0301\u0301",
  "👩‍👩‍👧",
  "🇩🇪",
  "層",
  "ｆｃ",
  "ﬁ",
  "½",
  "²",
  "−",
  "–",
  "→",
  "（",
  "，",
  "“",
  "”",
  "‘",
  "\x1b[31m",
  "\x1b[2J",
  "\x1b]52;c;YQ==\x07",
  "\x1b]0;title\x1b\\",
  "\x9b31m",
  "\x90q\x9c",
  "\r\n",
];

/** Letters that look like ours: Cyrillic, Greek, mathematical, full-width. */
export const lookAlikes: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  f: "𝐟",
  i: "і",
  o: "ο",
  p: "р",
  r: "ｒ",
  s: "ѕ",
  u: "υ",
  x: "х",
  y: "у",
  "-": "–",
  ">": "›",
  "(": "（",
  "0": "０",
  "1": "l",
  ",": "‚",
  ".": "․",
};

/** Numbers at bounds, and what some would take for numbers. */
export const hostileNumbers: readonly string[] = [
  ..."0 -0 1 -1 2 3 7 0.5 .5 5. 1e3 1e-3 -1e-400 1e308 1e309 -1e999".split(" "),
  ..."255 256 65536 2147483647 2147483648 4294967296 100000000 100000001"
    .split(" "),
  ..."9007199254740991 9007199254740993 1e16 00 007 1_000 1/3 -1/4 1/0 4/2"
    .split(" "),
  ..."NaN Infinity 0x10 1e 1e+ +1 --1 1.2.3 1,5 20% 1e5e5 _ 1x ½ 10⁻³ 5e-324"
    .split(" "),
  "9".repeat(400),
  `0.${"0".repeat(400)}1`,
];

/** Names that mean something elsewhere. */
export const hostileNames: readonly string[] = [
  ..."__proto__ constructor toString hasOwnProperty valueOf prototype then"
    .split(" "),
  ..."x y dy target loss grad weight bias input given expect let fc1 _".split(
    " ",
  ),
  "层",
  "é",
  "n".repeat(300),
];
