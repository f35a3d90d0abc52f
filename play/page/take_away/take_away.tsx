import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { diagramOf } from "../../../dsl/drawing/diagram.ts";
import { neuronsToSvg } from "../../../dsl/drawing/neurons.ts";
import { diagramToSvg } from "../../../dsl/drawing/svg.ts";
import { format } from "../../../dsl/syntax/printing/printer.ts";
import { commandOf } from "../../model/commands.ts";
import { writeLink } from "../../model/link.ts";
import { trainCommand } from "../../model/train_command.ts";
import { programOf } from "../../model/typescript.ts";
import { copyText } from "../copying.ts";
import { download } from "../download.ts";
import { words } from "../preferences.ts";
import type { RunNetwork, TabProps } from "../state.ts";
import { picturesOf } from "../train/pictures.tsx";
import { trainingOf } from "../train/training.ts";
import { figureToSvg } from "./figure_svg.ts";
import { pngOf } from "./png.ts";

/** What the browser did not let the page copy. */
interface ByHand {
  readonly what: string;
  readonly text: string;
}

/** What came of the last thing that was asked for. */
interface Taken {
  /** In words, for everybody to see and hear. */
  readonly said: string;
  readonly byHand?: ByHand | undefined;
}

/** What the dialog is given. */
export interface TakeAwayProps extends TabProps {
  readonly onClose: () => void;
}

/** The dialog with all that can be copied or saved. */
export function TakeAway({ state, onClose }: TakeAwayProps) {
  const { takeAway } = words.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const [taken, setTaken] = useState<Taken>({ said: "" });
  useEffect(() => dialog.current?.showModal(), []);
  const copy = async (what: string, text: string) =>
    setTaken(
      await copyText(text)
        ? { said: takeAway.copied(what) }
        : { said: takeAway.notCopied(what), byHand: { what, text } },
    );
  const save = async (name: string, content: () => Blob | Promise<Blob>) => {
    try {
      download(name, await content());
      setTaken({ said: takeAway.saved(name) });
    } catch {
      setTaken({ said: takeAway.notDrawn });
    }
  };
  return (
    <dialog
      ref={dialog}
      class="take-away"
      aria-labelledby="take-away"
      onClose={onClose}
      onClick={({ target, currentTarget }) => {
        // Beside it.
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <div class="inside">
        <header>
          <h2 id="take-away">{words.value.shell.takeAway}</h2>
          <button type="button" onClick={() => dialog.current?.close()}>
            {takeAway.close}
          </button>
        </header>
        <Contents state={state} copy={copy} save={save} />
        {taken.byHand !== undefined && <CopyByHand {...taken.byHand} />}
        <p class="taken" role="status">{taken.said}</p>
      </div>
    </dialog>
  );
}

interface ContentsProps extends TabProps {
  readonly copy: (what: string, text: string) => void;
  readonly save: (name: string, content: () => Blob | Promise<Blob>) => void;
}

function Contents({ state, copy, save }: ContentsProps) {
  const { takeAway } = words.value;
  const session = state.session.value;
  const [links, setLinks] = useState({ view: "", edit: "" });
  useEffect(() => {
    const write = async (mode: "view" | "edit") =>
      new URL(await writeLink({ ...session, mode }), location.href).href;
    // They are ready before the click that copies one, as some browsers demand.
    void Promise.all([write("view"), write("edit")])
      .then(([view, edit]) => setLinks({ view, edit }));
  }, [session]);
  const last = state.exercise.value;
  const { text } = session;
  const program = last && programOf(last.compiled, last.exercise);
  const saveText = (name: string, content: string) =>
    save(name, () => new Blob([content]));
  return (
    <>
      <Group title={takeAway.links}>
        {(["view", "edit"] as const).map((mode) => (
          <Row
            key={mode}
            what={takeAway[mode]}
            about={takeAway[`${mode}About`]}
            onCopy={() => copy(takeAway[mode], links[mode])}
          />
        ))}
      </Group>
      <Group title={takeAway.code}>
        <Row
          what={takeAway.text}
          about={takeAway.textAbout}
          onCopy={() => copy(takeAway.text, text)}
          saves={{ nn: () => saveText("net.nn", text) }}
        />
        {program !== undefined && (
          <Row
            what={takeAway.program}
            about={takeAway.programAbout}
            onCopy={() => copy(takeAway.program, program)}
            saves={{ ts: () => saveText("net.ts", program) }}
          />
        )}
      </Group>
      <Group title={takeAway.commands}>
        {(["run", "trace", "check", "gradcheck"] as const).map((command) => (
          <Row
            key={command}
            what={`nabla ${command}`}
            about={takeAway[`${command}About`]}
            onCopy={() => copy(`nabla ${command}`, commandOf(command, session))}
          />
        ))}
        {session.data !== undefined && (
          <Row
            what="nabla train"
            about={takeAway.trainAbout}
            onCopy={() =>
              session.data &&
              copy("nabla train", trainCommand(session, session.data, 0))}
          />
        )}
      </Group>
      {last === undefined
        ? <p class="quiet">{takeAway.mistakes}</p>
        : <Pictures run={last} save={save} />}
      <TrainPictures state={state} save={save} />
    </>
  );
}

/** The network as pictures, as the command graph draws them. */
function Pictures(
  { run: { compiled, exercise }, save }: Pick<ContentsProps, "save"> & {
    readonly run: RunNetwork;
  },
) {
  const { takeAway } = words.value;
  const title = format(compiled.network);
  const graph = () => diagramToSvg(diagramOf(compiled, title, exercise));
  const neurons = neuronsToSvg(compiled, title, exercise);
  return (
    <Group title={takeAway.pictures}>
      <Row
        what={takeAway.graph}
        about={takeAway.graphAbout}
        saves={drawingSaves(save, "graph", graph)}
      />
      {neurons !== undefined && (
        <Row
          what={takeAway.neurons}
          about={takeAway.neuronsAbout}
          saves={drawingSaves(save, "neurons", () => neurons)}
        />
      )}
    </Group>
  );
}

/** What a training has drawn so far. */
function TrainPictures(
  { state, save }: TabProps & Pick<ContentsProps, "save">,
) {
  const { takeAway } = words.value;
  const training = trainingOf(state);
  const watched = state.part("watched").value;
  if (training.facts.value === undefined) return null;
  return (
    <Group title={takeAway.training}>
      {picturesOf(training, watched).map(({ name, title }) => (
        <Row
          key={name}
          what={title}
          saves={drawingSaves(save, name, () => {
            // As it is by now.
            const now = picturesOf(training, watched)
              .find((each) => each.name === name);
            if (now === undefined) throw new Error(`there is no ${name} now`);
            return figureToSvg(now.title, now.draw());
          })}
        />
      ))}
    </Group>
  );
}

/** The two kinds of files of a drawing. */
function drawingSaves(
  save: ContentsProps["save"],
  name: string,
  draw: () => string,
) {
  return {
    SVG: () =>
      save(`${name}.svg`, () => new Blob([draw()], { type: "image/svg+xml" })),
    PNG: () => save(`${name}.png`, async () => await pngOf(draw())),
  };
}

function Group(
  { title, children }: {
    readonly title: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <section>
      <h3>{title}</h3>
      <ul class="plain">{children}</ul>
    </section>
  );
}

interface RowProps {
  readonly what: string;
  readonly about?: string;
  readonly onCopy?: () => void;
  /** By the kind of file. */
  readonly saves?: Readonly<Record<string, () => void>>;
}

/** One thing, and the ways in which it can be taken. */
function Row({ what, about, onCopy, saves = {} }: RowProps) {
  const { takeAway } = words.value;
  const kinds = Object.entries(saves);
  return (
    <li>
      <span>
        {what} {about && <span class="quiet">{about}</span>}
      </span>
      <span class="buttons">
        {onCopy !== undefined && (
          <button
            type="button"
            aria-label={takeAway.copyName(what)}
            onClick={onCopy}
          >
            {takeAway.copy}
          </button>
        )}
        {kinds.map(([kind, save]) => (
          <button
            key={kind}
            type="button"
            aria-label={takeAway.saveName(what, kind)}
            onClick={save}
          >
            {kinds.length === 1 ? takeAway.save : kind}
          </button>
        ))}
      </span>
    </li>
  );
}

/** A text that is selected, so that one press copies it. */
function CopyByHand({ what, text }: ByHand) {
  const { takeAway } = words.value;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), [text]);
  return (
    <textarea
      ref={field}
      readOnly
      rows={4}
      aria-label={takeAway.byHand(what)}
      value={text}
    />
  );
}
