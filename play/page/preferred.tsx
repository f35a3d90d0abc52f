import { languages } from "../words/languages.ts";
import {
  chooseLanguage,
  language,
  theme,
  themes,
  words,
} from "./preferences.ts";

/** The name of the page, and what it is for. */
export function Wordmark() {
  return (
    <h1 class="wordmark">
      <span aria-hidden="true">∇</span> nabla
      <small>{words.value.shell.tagline}</small>
    </h1>
  );
}

/** Which colours, and which language. */
export function Preferences() {
  const { shell } = words.value;
  return (
    <>
      <select
        aria-label={shell.theme.label}
        value={theme.value}
        onChange={({ currentTarget: { value } }) =>
          theme.value = themes.find((each) => each === value) ?? "auto"}
      >
        {themes.map((each) => (
          <option key={each} value={each}>{shell.theme[each]}</option>
        ))}
      </select>
      <select
        aria-label={shell.language}
        value={language}
        onChange={({ currentTarget: { value } }) => chooseLanguage(value)}
      >
        {[...languages].map(([code, { name }]) => (
          <option key={code} value={code} lang={code}>{name}</option>
        ))}
      </select>
    </>
  );
}
