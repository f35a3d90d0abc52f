/** The bins of a histogram of sizes: the first for 0, each other for the numbers from one power of two to the next. The second has the power `least` and all below, the last all above. */
export const sizeBins: { readonly least: number; readonly count: number } = {
  least: -40,
  count: 58,
};
