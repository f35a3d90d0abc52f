// Files that the command line writes, on a disk with links, modes, locks and odd names.
import { assertEquals } from "@std/assert";
import { denoRun, shellIn, wordOf } from "../../../helpers/shell.ts";

const nabla = `${denoRun("--allow-read --allow-write")} ${
  wordOf("dsl/cli/main.ts")
}`;

/** What a shell prints in an empty folder; `nabla` is the command line. */
function shell(script: string): Promise<string> {
  return shellIn(
    `nabla() { ${nabla} "$@"; }
     task_in() { place=$1; shift; INIT_CWD=$place "${Deno.execPath()}" task --quiet --config ${
      wordOf("deno.json")
    } nabla "$@"; }
     task() { env -u INIT_CWD "${Deno.execPath()}" task --quiet --config ${
      wordOf("deno.json")
    } nabla "$@"; }
     printf 'fc(2,1)  ->  sigmoid' > x.nn
     printf 'a,b,z\\n1,2,3\\n2,3,4\\n4,1,2\\n' > t.csv`,
    script,
  );
}

const cases: readonly (readonly [name: string, script: string, out: string])[] =
  [
    [
      "fmt keeps the mode of a file",
      "chmod 600 x.nn; nabla fmt x.nn > said; stat -c %a x.nn; cat x.nn",
      "600\nfc(2,1) -> sigmoid",
    ],
    [
      "fmt writes through links, which stay",
      "mkdir d; mv x.nn d; ln -s d/x.nn l.nn; ln -s l.nn m.nn; nabla fmt m.nn > said; readlink l.nn m.nn; cat d/x.nn",
      "d/x.nn\nl.nn\nfc(2,1) -> sigmoid",
    ],
    [
      "links in a circle lead nowhere, and stay",
      "ln -s m.svg l.svg; ln -s l.svg m.svg; nabla graph x.nn --svg l.svg; echo $?; readlink l.svg m.svg",
      "nabla: cannot read l.svg: its links lead in a circle\n2\nm.svg\nl.svg",
    ],
    [
      "a file may have the number of one that was read and removed",
      "rm_read() { sleep 0.2; while [ ! -e o.checkpoint.safetensors ]; do sleep 0.05; done; rm t.csv; }; rm_read & nabla train 'fc(2,4) -> tanh -> fc(1) -> mse' --data t.csv --target z --epochs 3000 --save-every 20 --out o > said 2>&1; echo $?; wait; ls o*",
      "0\no",
    ],
    [
      "a second name of a file that is replaced keeps the old content, whole",
      "ln x.nn y.nn; nabla fmt x.nn > said; cat x.nn y.nn; stat -c %h x.nn y.nn",
      "fc(2,1) -> sigmoid\nfc(2,1)  ->  sigmoid1\n1",
    ],
    [
      "what is read-only is not replaced",
      "chmod 444 x.nn; nabla fmt x.nn; echo $?; cat x.nn",
      "nabla: cannot write x.nn: it is read-only\n2\nfc(2,1)  ->  sigmoid",
    ],
    [
      "a device is written to, not replaced",
      'nabla graph "fc(2,1)" --svg /dev/null; [ -c /dev/null ] && echo kept',
      "/dev/null\nkept",
    ],
    [
      "a pipe gets all that is written, and its end",
      "mkfifo p; cat p > got & nabla graph x.nn --svg p > said; wait; head -c 4 got; tail -c 7 got",
      "<svg</svg>",
    ],
    [
      "a link to an input is not written on",
      "ln -s x.nn l; nabla worksheet x.nn --out l; echo $?; cat x.nn",
      "nabla: --out l would overwrite a file which is read\nGive --out another name.\n2\nfc(2,1)  ->  sigmoid",
    ],
    [
      "another name of an input is not written on",
      "ln x.nn l; mkdir d; nabla graph x.nn --svg d/../l; echo $?; cat l",
      "nabla: --svg d/../l would overwrite a file which is read\nGive --svg another name.\n2\nfc(2,1)  ->  sigmoid",
    ],
    [
      "a file of a folder that was read is not written on",
      "ln x.nn l; nabla check . --junit l > said 2>&1; echo $?; tail -n 2 said; cat x.nn",
      "2\nnabla: l would overwrite a file which is read\nGive the output another name.\nfc(2,1)  ->  sigmoid",
    ],
    [
      "a second run on the same output is refused while the first works, and not after it was killed",
      `t() { nabla train "fc(2,1) -> mse" --data t.csv --target z --out n "$@" > said 2>&1; }
       nabla train "fc(2,1) -> mse" --data t.csv --target z --out n --epochs 100000000 > first 2>&1 & first=$!
       until [ -s n.lock ]; do sleep 0.1; done
       t --epochs 1; echo $?; sed "s/$(cat n.lock)/P/" said
       kill -KILL "$(cat n.lock)"; wait $first 2> ended
       t --epochs 1 --restart; echo $?; ls n*`,
      "2\nnabla: another run, process P, is writing n\nWait until it has ended, or give another --out.\n0\nn",
    ],
    [
      "what a killed writer left is removed by the next",
      `touch -d '2 minutes ago' x.nn.0123abcd.tmp g.0123abcd.tmp; touch g.89abcdef.tmp
       nabla fmt x.nn > said; nabla graph x.nn --svg g; ls`,
      "g\ng\ng.89abcdef.tmp\nsaid\nt.csv\nx.nn",
    ],
    [
      "the task writes in a folder of any name, and where an output is named",
      `for name in 'y,z' "it's" 'q"x' 'd$HOME' 'h#1' 'p%41' 'end ' ' start' '*' 'b\\s'; do
         mkdir "$name"; cp x.nn "$name"; ( cd "$name"; task fmt x.nn > said 2>&1 || cat said; cat x.nn )
       done
       mkdir y; cd y,z; task graph x.nn --svg ../y/x.svg > said 2>&1 || cat said; ls ../y`,
      `${"fc(2,1) -> sigmoid\n".repeat(10)}x.svg`,
    ],
    [
      "the task writes where a link leads",
      `mkdir away in; ln -s ../away in/l; cd in
       task train "fc(2,1) -> mse" --data xor --epochs 1 --out l/n.safetensors > said 2>&1 || cat said; ls ../away`,
      "n.safetensors",
    ],
    [
      "the task works in a folder that is there, or says what names another",
      `for place in "$PWD/gone" here "$PWD/x.nn"; do
         task_in "$place" show "fc(2,1)" 2>&1 | sed 's#".*/#"#'; done
       task_in "$PWD" fmt x.nn > said && cat x.nn`,
      ["gone", "here", "x.nn"].map((name) =>
        `nabla: cannot work where INIT_CWD says: found "${name}"\nSet it to a folder that is there, from / on, or unset it.\n`
      ).join("") + "fc(2,1) -> sigmoid",
    ],
    [
      "a text may be empty, and is no file",
      'nabla show "" 2>&1 | sed 1q',
      "error[E019]: there is nothing in the text",
    ],
    [
      "two outputs are not one file",
      'mkdir d; nabla train "fc(2,1) -> mse" --data t.csv --target z --epochs 1 --log d/../log --plot ./log; ls',
      "nabla: --log d/../log would overwrite a file of --plot\nGive --log another name.\nd\nt.csv\nx.nn",
    ],
  ];

for (const [name, script, out] of cases) {
  Deno.test({
    name,
    ignore: Deno.build.os === "windows",
    fn: async () => assertEquals(await shell(script), out),
  });
}
