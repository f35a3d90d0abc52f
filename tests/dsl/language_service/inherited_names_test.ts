// A name of a text that JavaScript's objects have by nature is a name like any other.
import { assertEquals } from "@std/assert";
import { languageService } from "../../../language_service.ts";

const names = [
  "toString",
  "constructor",
  "__proto__",
  "hasOwnProperty",
  "valueOf",
];

const texts = (name: string) => [
  `avgpool(${name}=2)`,
  `avgpool(2, ${name}=n(relu`,
  `reshape(${name}=2)`,
  `input(4) -> ${name}: fc(2) -> ${name}(3)`,
  `given ${name} = 3\ny = ${name}*2 + ${name}(1)`,
  `given ${name}.${name} = 3\nfc(2,1)\nexpect ${name}.grad = 1`,
  `let ${name}(${name}) = fc(${name})\ninput(2) -> ${name}(3)`,
  `${name}(x) = x^2\n${name}'(x) = 2*x\ngiven a = 1\nb = ${name}(a)`,
  `${name}`,
];

for (const name of names) {
  Deno.test(`${name} is a name like any other, wherever one asks`, () => {
    for (const text of texts(name)) {
      const service = languageService(text);
      const said: unknown[] = [
        service.tokens(),
        service.shapes(),
        service.numbers(),
        service.symbols(),
        service.folds(),
      ];
      for (let offset = 0; offset <= text.length; offset++) {
        said.push(
          service.hoverAt(offset),
          service.completionsAt(offset),
          service.signatureAt(offset),
          service.definitionAt(offset),
          service.referencesAt(offset),
        );
      }
      // The same words as for a name that no object has.
      const other = languageService(
        text.replaceAll(name, "q".repeat(name.length)),
      );
      const words = (of: typeof service) =>
        of.diagnostics().map(({ code, message }) => `${code} ${message}`);
      assertEquals(
        words(service).map((each) =>
          each.replaceAll(name, "q".repeat(name.length))
        ),
        words(other),
        text,
      );
      assertEquals(JSON.stringify(said).includes("native code"), false, text);
    }
  });
}
