/**
 * A sum that keeps what rounding takes of it: Neumaier, "Rundungsfehleranalyse
 * einiger Verfahren zur Summation endlicher Summen", 1974.
 *
 * @module
 */

interface CompensatedSum {
  value: number;
  lost: number;
}

export function noSum(): CompensatedSum {
  return { value: 0, lost: 0 };
}

export function addTerm(sum: CompensatedSum, term: number): void {
  const next = sum.value + term;
  sum.lost += Math.abs(sum.value) >= Math.abs(term)
    ? (sum.value - next) + term
    : (term - next) + sum.value;
  sum.value = next;
}

export function totalOf({ value, lost }: CompensatedSum): number {
  return value + lost;
}
