import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { presets } from "../model/presets.ts";
import { loadMoreStyles } from "./more_styles.ts";
import { Preferences, Wordmark } from "./preferred.tsx";
import { loadSection, words } from "./preferences.ts";
import type { GivenText } from "./start.ts";
import type { TabProps } from "./state.ts";
import { tabs } from "./tabs.ts";
import type { TakeAwayProps } from "./take_away/take_away.tsx";

interface HeaderProps extends TabProps {
  readonly given: GivenText | undefined;
}

/** The top of the page: its name, what can be chosen, and the tabs. */
export function Header({ state, given }: HeaderProps) {
  return (
    <header class="top">
      <Wordmark />
      <Presets state={state} given={given} />
      <TabList state={state} />
      <div class="choices">
        <TakeAwayButton state={state} />
        <Preferences />
      </div>
    </header>
  );
}

/** A list of texts to begin with; it shows which of them the text is. */
function Presets({ state, given }: HeaderProps) {
  const { shell } = words.value;
  const text = state.part("text").value;
  const own = given && {
    name: given.name || shell.given,
    text: given.session.text,
    parts: undefined,
  };
  const all = [...own ? [own] : [], ...presets];
  const chosen = all.find((each) => each.text === text);
  return (
    <select
      class="presets"
      aria-label={shell.presets}
      value={chosen?.name ?? ""}
      onChange={({ currentTarget: { value } }) => {
        const preset = all.find(({ name }) => name === value);
        if (preset === undefined) return;
        state.change({
          text: preset.text,
          place: 0,
          selected: "",
          folded: [],
          watched: [],
          ...preset.parts,
        });
      }}
    >
      <option value="">{shell.presets}…</option>
      {own && <option value={own.name}>{own.name}</option>}
      {(["course", "networks"] as const).map((group) => (
        <optgroup key={group} label={shell.presetGroups[group]}>
          {presets.filter((each) =>
            each.group === group
          ).map(({ name }) => (
            <option key={name} value={name}>{shell.preset(name)}</option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** The tabs, with the keys that tabs have everywhere: arrows, Home and End. */
function TabList({ state }: TabProps) {
  const { shell } = words.value;
  const open = state.part("tab").value;
  function go(
    { key, currentTarget }: KeyboardEvent & { currentTarget: HTMLElement },
  ) {
    const at = tabs.findIndex(({ name }) => name === open);
    const places: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: -1,
    };
    const next = tabs.at(places[key] % tabs.length);
    if (!(key in places) || next === undefined) return;
    state.change({ tab: next.name });
    currentTarget.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus();
  }
  return (
    <div class="tabs" role="tablist" aria-label={shell.tabs} onKeyDown={go}>
      {tabs.map(({ name }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === open}
          aria-controls="panel"
          tabIndex={name === open ? 0 : -1}
          onClick={() => state.change({ tab: name })}
        >
          {shell.tab[name]}
        </button>
      ))}
    </div>
  );
}

/** Opens the dialog with what can be taken away, which is loaded then. */
function TakeAwayButton({ state }: TabProps) {
  const { shell } = words.value;
  const [Dialog, setDialog] = useState<ComponentType<TakeAwayProps>>();
  const [isOpen, setOpen] = useState(false);
  async function open() {
    try {
      const [{ TakeAway }] = await Promise.all([
        import("./take_away/take_away.tsx"),
        loadSection("takeAway"),
        // Its pictures are among what can be taken.
        loadSection("train"),
        loadMoreStyles(),
      ]);
      setDialog(() => TakeAway);
      setOpen(true);
    } catch {
      state.show(shell.notLoaded);
    }
  }
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={open}>
        {shell.takeAway}
      </button>
      {isOpen && Dialog && (
        <Dialog
          state={state}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
