/** A choice with settings, as the command line takes it: `spiral(noise=0.1)`. Settings that are absent are left out. */
export function writeCall(
  name: string,
  settings: Readonly<Record<string, unknown>>,
): string {
  const given = Object.entries(settings)
    .flatMap(([key, value]) => value === undefined ? [] : [`${key}=${value}`]);
  return given.length === 0 ? name : `${name}(${given.join(", ")})`;
}
