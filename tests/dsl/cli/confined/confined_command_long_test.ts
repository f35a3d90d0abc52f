// Commands that run modules of layers, in a folder of their own.
import { assertEquals } from "@std/assert";
import { denoRun, shellIn, wordOf } from "../../../helpers/shell.ts";

const root = new URL("../../../../", import.meta.url);
const define = new URL("define.ts", root).href;
const deno = denoRun("--allow-read --allow-write");
const main = wordOf("dsl/cli/main.ts");

/** What a shell prints in a folder; `nabla` is the program, `unconfined` the same in one thread. */
function shell(script: string): Promise<string> {
  return shellIn(
    `mkdir "a,b #1" && cd "a,b #1" || exit
     nabla() { ${deno} ${main} "$@"; }
     unconfined() { ${deno} --config ${wordOf("deno.json")} one.ts "$@"; }
     echo 'import { main } from ${main}; Deno.exit(await main(Deno.args))' > one.ts
     echo 'import { defineLayer } from "${define}"
         export const mine = defineLayer({ name: "mine", f: (x) => x * x, df: (x) => 2 * x })' > mine.ts
     echo 'fc(2,4) -> mine -> fc(4,1) -> mse' > net.nn
     printf 'a,b,z\\n1,2,3\\n2,3,4\\n4,1,2\\n' > t.csv
     train() { "$1" train net.nn --layers mine.ts --data t.csv --target z --epochs 20 --out "$2" --log "$2.jsonl"; }`,
    script,
  );
}

const note = (module: string) =>
  `running ${module}, which may read its folder and do nothing else\n`;

const cases: readonly (readonly [name: string, script: string, out: string])[] =
  [
    [
      "a confined command trains, predicts and exports to the same bytes as one that is not",
      `for how in nabla unconfined; do
         mkdir $how; train $how $how/n.safetensors > $how/said; cut -d, -f1-3 $how/n.safetensors.jsonl > $how/log; rm $how/n.safetensors.jsonl $how/said
         $how predict $how/n.safetensors --layers mine.ts --data t.csv --out $how/o.csv
         $how predict $how/n.safetensors --layers mine.ts --data - < t.csv > $how/p.csv
         $how export $how/n.safetensors --layers mine.ts --out $how/n.npz > $how/said
         $how check . --layers mine.ts --junit $how/j.xml > $how/checked
         sed -i 's/time="[^"]*"//g; s/unconfined/nabla/' $how/*.xml $how/said
       done 2> notes; diff -r nabla unconfined && ls nabla`,
      "checked\nj.xml\nlog\nn.npz\nn.safetensors\no.csv\np.csv\nsaid",
    ],
    [
      "a wrong gradient of a module is found by workers too",
      `sed 's/2 \\* x/x/' mine.ts > wrong.ts; nabla gradcheck net.nn --layers wrong.ts --workers 2 > said 2>&1; echo $?; grep -c FAIL said`,
      "1\n5",
    ],
    [
      "a module may not import from another folder",
      `mkdir d; echo 'export * from "../mine.ts"' > d/up.ts; nabla check net.nn --layers d/up.ts 2>&1 | sed "s/access to .*/access/"; echo $?`,
      `${note("d/up.ts")}nabla: cannot run d/up.ts: it lacks read access
A module of layers may read its own folder and do nothing else: put there what it reads and imports.\n0`,
    ],
    [
      "what a module prints is shown, not obeyed, whatever it prints by",
      `printf '%s\\n' 'const evil = "\\x1b]52;c;AAAA\\x07\\n";' 'console.log(evil, [1]); console.table(evil);' 'Deno.stdout.writeSync(new TextEncoder().encode(evil)); process.stderr.write(evil);' > says.ts; cat mine.ts >> says.ts; nabla check net.nn --layers says.ts > said`,
      `${note("says.ts")}␛]52;c;AAAA␇
 [ 1 ]
␛]52;c;AAAA␇

␛]52;c;AAAA␇
␛]52;c;AAAA␇`,
    ],
    [
      "a link in the folder of a module leads no further than the folder",
      `mkdir ../other d d-too; cp net.nn d-too/x.json; ln -s ../d-too d/near; cp mine.ts d; echo '"other"' > ../other/x.json; echo '"own"' > d/own.json; ln -s own.json d/in.json
       ln -s ../../other/x.json d/out.json; ln -s ../../other d/folder
       read() { echo "import x from './$1' with { type: 'json' }; console.log(x); export * from './mine.ts'" > d/reads.ts
         nabla check net.nn --layers d/reads.ts 2>&1 | sed 's/ access to .*//' | sed -n 2p; }
       read own.json; read in.json; read out.json; read folder/x.json; read near/x.json; ln -s ../mine.ts d/link.ts; nabla check net.nn --layers d/link.ts 2>&1 | tail -n 1`,
      "own\nown\nnabla: cannot run d/reads.ts: it lacks read\nnabla: cannot run d/reads.ts: it lacks read\nnabla: cannot run d/reads.ts: it lacks read\nPASS  1 text: 1 passed",
    ],
    [
      "a module that ends its worker ends the command",
      `sed 's/=> x/=> Deno.exit(0)/' mine.ts > ends.ts; nabla run net.nn --layers ends.ts 2>&1 | sed 1d`,
      "nabla: a layer threw while it was run: code in a worker may not end it\nIt was thrown at ends.ts:2:73.",
    ],
    [
      "a layer that ends a worker of a check ends the command",
      `sed 's/^ *export/let calls = 0; export/; s/=> x/=> ++calls > 400 ? Deno.exit(0) : x/' mine.ts > ends.ts; nabla gradcheck net.nn --layers ends.ts --workers 2; echo $?`,
      `${
        note("ends.ts")
      }nabla: a layer threw while it was run: code in a worker may not end it\nIt was thrown at ends.ts:2:95.\n2`,
    ],
    [
      "what a module throws while nobody waits, and what it sends, is its mistake in a line",
      `said() { { echo "$1"; cat mine.ts; } > fails.ts; nabla check net.nn --layers fails.ts 2>&1 | sed 1d; }
       said 'Promise.reject(new Error("late"))'; said 'queueMicrotask(() => { throw "\x1b]52;" })'; said 'self.postMessage(null)'; said 'self.postMessage({ kind: "request" })'`,
      `nabla: a layer threw while it was run: late
It was thrown at fails.ts:1:16.
nabla: a module of layers threw ␛]52;
nabla: a module of layers sends what no command sends
nabla: a module of layers sends what no command sends`,
    ],
    [
      "a signal ends a module that takes signals for itself",
      `echo 'Deno.addSignalListener("SIGTERM", () => {}); console.log(Deno.pid, "on"); for (;;);' > deaf.ts
       nabla check net.nn --layers deaf.ts > said 2>&1 & p=$!
       until grep -qs " on" said; do sleep 0.1; done; kill -TERM $(sed -n "s/ on//p" said); wait $p; echo $?; tail -n 1 said`,
      "143\nstopped",
    ],
    [
      "a layer that throws is a mistake of the user, with its place",
      `sed 's/=> x/=> x.y.z/' mine.ts > bad.ts; nabla trace net.nn --layers bad.ts 2>&1 | tail -n 1`,
      "It was thrown at bad.ts:2:72.",
    ],
    [
      "a signal stops a confined training, which keeps a checkpoint",
      `nabla train net.nn --layers mine.ts --data t.csv --target z --epochs 100000000 --out n.safetensors --log log > said 2>&1 & p=$!
       until [ -s log ]; do sleep 0.1; done; kill -TERM "$(cat n.safetensors.lock)"; wait $p; echo $?; ls n*`,
      "143\nn.checkpoint.safetensors\nnet.nn",
    ],
    [
      "a closed pipe ends a confined command",
      `train nabla n > said 2>&1; seq 1 99999 | sed '1i a,b,z' | sed '2,$s/.*/1,2,3/' > long.csv
       { nabla predict n --layers mine.ts --data long.csv 2> note; echo $? > status; } | head -n 1; cat status`,
      "a,b,z,predicted z\n141",
    ],
    [
      "kernels of the system are not for confined layers",
      "nabla check net.nn --layers mine.ts --kernels blas",
      "nabla: --kernels blas calls a library of the system, and modules of layers run without permission\nLeave out --kernels: wasm has the same results.",
    ],
  ];

for (const [name, script, out] of cases) {
  Deno.test({
    name,
    ignore: Deno.build.os === "windows",
    fn: async () => assertEquals(await shell(script), out),
  });
}
