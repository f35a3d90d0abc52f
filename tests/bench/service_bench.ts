// What an editor asks of a text at each change; a long text takes linear time.
import { languageService } from "../../language_service.ts";

const course = Deno.readTextFileSync(
  new URL(
    "../../examples/course/4.3-two-layers-formulas.nn",
    import.meta.url,
  ),
);
const transformer =
  `let attend(h)      = residual(layernorm -> causal_attention(h))
let ffn(d, f)      = residual(layernorm -> fc(f) -> gelu -> fc(d))
let block(d, h, f) = attend(h) -> ffn(d, f)
input(16) -> embedding(65, 64) -> block(64, 4, 256)*4
  -> layernorm -> fc(65) -> cross_entropy
`;
const lines = (count: number) =>
  "given a0 = 1\n" +
  Array.from({ length: count }, (_, i) =>
    `a${i + 1} = a${i}*0.5 + sin(a${i})\n`)
    .join("");
const texts = [
  ["an exercise of the course", course],
  ["a transformer", transformer],
  ["a transformer with a mistake", transformer.replace("gelu", "gulu")],
  ["500 lines", lines(500)],
  ["1,000 lines", lines(1000)],
] as const;

for (const [group, text] of texts) {
  const end = text.length - 3;
  const bench = (name: string, ask: () => unknown) =>
    Deno.bench(`${group}: ${name}`, { group }, () => void ask());
  bench("colours", () => languageService(text).tokens());
  bench("mistakes", () => languageService(text).diagnostics());
  bench("completion", () => languageService(text).completionsAt(end));
  bench("page", () => languageService(text).hoverAt(end));
  bench("shapes", () => languageService(text).shapes());
  bench("numbers", () => languageService(text).numbers());
}
