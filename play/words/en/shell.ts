import type { PresetName } from "../../model/presets.ts";

/** The page around its tabs. */
export const shell = {
  title: "nabla",
  comma: ", ",
  colon: ": ",
  semicolon: "; ",
  tagline: "See a gradient come about",
  presets: "Examples",
  given: "As given",
  presetGroups: { course: "The course", networks: "Networks" },
  preset: (name: PresetName) => name,
  tabs: "Views",
  tab: { see: "See", prove: "Prove", train: "Train", learn: "Learn" },
  theme: {
    label: "Colours",
    auto: "As the system",
    light: "Light",
    dark: "Dark",
  },
  language: "Language",
  takeAway: "Take away",
  copyCommand: "Copy command",
  commandCopied: "The command is copied.",
  notCopied:
    "The browser does not let the page copy: select it, and copy it with Ctrl+C.",
  badLink: "The link could not be read. The page shows what it showed before.",
  editCopy: "This page is for viewing.",
  edit: "Edit",
  empty: "Nothing to show yet: the text has mistakes.",
  stale: "Of the text before the mistake.",
  notLoaded: "This part of the page could not be loaded: its server is gone.",
} as const;
