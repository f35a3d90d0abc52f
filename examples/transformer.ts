// A transformer that learns to predict each letter of a tale from the 32 before it,
// and then writes one. A perplexity of 3 means that it hesitates between three
// letters. In the end it knows the tale by heart, and other text less and less well.
//
//   deno run --allow-read=examples/data examples/transformer.ts
import {
  adamw,
  cosineDecay,
  createRandom,
  nn,
  predictor,
  train,
  warmUp,
} from "@nabla/nabla";
import { examplesOf } from "@nabla/nabla/data";

const isShort = Deno.args.includes("--short");
const [time, batch, epochs] = [32, 16, isShort ? 1 : 15];

const file = new URL("data/chain.txt", import.meta.url);
// The end of a line is a space, except where a paragraph ends.
const tale = (await Deno.readTextFile(file)).replace(/(\S)\n(?=\S)/g, "$1 ");
const alphabet = [...new Set(tale)].sort();
const tokens = Array.from(tale, (letter) => alphabet.indexOf(letter));

const network = nn`
  let block = residual(layernorm -> causal_attention(4) -> dropout(0.1))
    -> residual(layernorm -> fc(192) -> gelu -> fc(48) -> dropout(0.1))
  input(${time}) -> embedding(${alphabet.length},48) -> positional(learned)
    -> block*2 -> layernorm -> fc(${alphabet.length}) -> cross_entropy
`;
console.log(`${tale.length} letters of ${alphabet.length} kinds`);
console.log(`${network.parameterCount} parameters\n`);

// The last tenth is kept apart.
const end = Math.floor(0.9 * tokens.length);
const data = windows(tokens.slice(0, end), isShort ? 16 : 2);
const unseen = windows(tokens.slice(end), time);
const steps = epochs * Math.ceil(data.length / batch);
const rate = warmUp(cosineDecay(0.004, steps), Math.ceil(steps / 20));

const { parameters } = await train(network, data, {
  epochs,
  batch,
  clipNorm: 1,
  validation: unseen,
  metrics: ["perplexity"],
  optimizer: (parameters) => adamw(parameters, { learningRate: rate }),
  onProgress({ record }) {
    if (record === undefined) return;
    const [read, held] = [record, record.validation].map((tried) =>
      tried?.metrics.perplexity.toFixed(2)
    );
    console.log(
      `epoch ${record.epoch}: perplexity ${read}, validation ${held}`,
    );
  },
});

const predict = predictor(network, { parameters });
const random = createRandom(1);
let told = "The chain ";
while (told.length < 500) told += nextLetter(told, 0.5);
console.log(`\n${told}`);

/** Pieces of the text, each with the same piece one letter later as its target. */
function windows(tokens: readonly number[], stride: number) {
  const starts = tokens.slice(time).keys().filter((i) => i % stride === 0);
  const pieces = [...starts].map((i) => tokens.slice(i, i + time + 1));
  return examplesOf(pieces.flatMap((piece) => piece.slice(0, -1)), {
    inputShape: [time],
    target: pieces.flatMap((piece) => piece.slice(1)),
    targetShape: [time],
  });
}

/** A random letter: the probability of each is exp(y / temperature), up to a factor. */
function nextLetter(text: string, temperature: number): string {
  const x = Array.from(text.slice(-time), (letter) => alphabet.indexOf(letter));
  const last = (x.length - 1) * alphabet.length;
  // What comes after the last letter does not matter: attention looks back only.
  while (x.length < time) x.push(0);
  const y = predict(x).subarray(last, last + alphabet.length);
  const shares = Array.from(y, (score) => Math.exp(score / temperature));
  let left = random.uniform() * shares.reduce((sum, share) => sum + share);
  return alphabet.find((_, i) => (left -= shares[i]) < 0) ?? " ";
}
