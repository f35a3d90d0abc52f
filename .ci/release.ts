// Refuses a tag that is not that of the version in deno.json, or of which
// CHANGELOG.md has nothing: what is published cannot be taken back.
import config from "../deno.json" with { type: "json" };

const { version } = config;
const [tag] = Deno.args;
const changes = await Deno.readTextFile(
  new URL("../CHANGELOG.md", import.meta.url),
);
const faults = [
  tag === `v${version}` ? "" : `the tag ${tag} is not v${version}`,
  changes.includes(`\n## ${version}\n`)
    ? ""
    : `CHANGELOG.md has no heading ${version}`,
].filter((fault) => fault !== "");
for (const fault of faults) console.error(fault);
Deno.exit(faults.length === 0 ? 0 : 1);
