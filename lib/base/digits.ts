/**
 * The digits of a decimal text in one form, whatever its notation: `01.50e3` and
 * `1500` have the same. Undefined for other texts. No digit is lost, as one would be
 * in a double.
 */
export function digitsOf(text: string): string | undefined {
  const [, sign, whole, fraction = "", more = "", exponent = "0"] =
    /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/
      .exec(text.trim()) ?? [];
  if (sign === undefined) return undefined;
  const all = `${whole ?? ""}${fraction}${more}`;
  const bare = all.replace(/^0+/, "").replace(/0+$/, "");
  if (bare === "") return "0";
  const trailing = all.length - all.replace(/0+$/, "").length;
  const power = Number(exponent) - fraction.length - more.length + trailing;
  return `${sign === "-" ? "-" : ""}${bare}e${power}`;
}

/** Whether a number has all digits of the text that it was read from. */
export function hasDigitsOf(text: string, number: number): boolean {
  const digits = digitsOf(text);
  return digits !== undefined && digits === digitsOf(`${number}`);
}
