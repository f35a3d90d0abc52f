/** The nearest whole number; of two that are equally near, the even one, as IEEE 754 rounds. */
export function toEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  return rest < 0.5 || rest === 0.5 && low % 2 === 0 ? low : low + 1;
}
