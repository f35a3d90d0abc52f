import type { NumberPlace, NumberStory } from "../../../dsl/trace/story.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import type { Selection } from "../../model/selection.ts";
import { words } from "../preferences.ts";

interface StoryCardProps {
  readonly story: NumberStory;
  readonly selection: Selection;
  /** What backward starts from. */
  readonly aim: string;
  /** Whether it is one of the numbers that nothing computes. */
  readonly isGiven: boolean;
  readonly onSelect: (selection: Selection) => void;
  readonly onClose: () => void;
}

/** Of one number: where it comes from, what it does to the loss, and the numeric check. */
export function StoryCard(
  { story, selection, aim, isGiven, onSelect, onClose }: StoryCardProps,
) {
  const { shell, see } = words.value;
  const { place, products, of, ways, gradient, numeric, isCut } = story;
  const select = (isGradient: boolean) => ({ node, entry }: NumberPlace) =>
    onSelect({ node, entry, isGradient });
  const name = nameOf(place);
  return (
    <section class="story" aria-label={see.story(name)}>
      <header>
        <h2>
          {name} = <span class="value">{formatNumber(place.value)}</span>
        </h2>
        <button type="button" onClick={onClose}>{see.close}</button>
      </header>
      {!selection.isGradient && (
        <>
          {isGiven && <p class="quiet">{see.given}</p>}
          {products.length > 0 && (
            <p>
              {see.sumOf + shell.colon}
              {products.map((factors, i) => (
                <span key={i}>
                  {i > 0 && " + "}
                  {factors.map((each, k) => (
                    <span key={k}>
                      {k > 0 && "·"}
                      <Link place={each} onSelect={select(false)} />
                    </span>
                  ))}
                </span>
              ))}
            </p>
          )}
          {of.length > 0 && (
            <p>
              {see.dependsOn} {of.map((each, i) => (
                <span key={i}>
                  {i > 0 && shell.comma}
                  <Link place={each} onSelect={select(false)} />
                </span>
              ))}
            </p>
          )}
          {!isGiven && products.length + of.length === 0 && (
            <p class="quiet">{see.nothing}</p>
          )}
        </>
      )}
      {gradient !== undefined && (
        <p>
          {see.effect("0.01", aim, formatNumber(gradient * 0.01, 3))}
        </p>
      )}
      {ways.length > 0 && (
        <>
          <h3>{see.ways(aim)}</h3>
          <ul class="ways">
            {ways.map(({ through, local, above, product, factors }, i) => (
              <li key={i}>
                {see.through("")}
                <Link place={through} onSelect={select(true)} isGradient />
                {shell.colon}
                {factors.length === 1
                  ? <Link place={factors[0]} onSelect={select(false)} />
                  : formatNumber(local)} ×{" "}
                <span class="gradient">{formatNumber(above)}</span> ={" "}
                <span class="gradient">{formatNumber(product)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {gradient !== undefined && (
        <p>
          {name}.grad ={" "}
          <span class="gradient">{formatNumber(gradient, 8)}</span>
          {numeric !== undefined && (
            <>
              {" "}
              <span class="quiet">
                {see.numeric} {formatNumber(numeric, 8)}
              </span>
            </>
          )}
        </p>
      )}
      {isCut && <p class="quiet">{see.cut}</p>}
    </section>
  );
}

function nameOf({ node, index }: NumberPlace): string {
  return index.length === 0 ? node : `${node}[${index}]`;
}

interface LinkProps {
  readonly place: NumberPlace;
  readonly isGradient?: boolean;
  readonly onSelect: (place: NumberPlace) => void;
}

/** A number that can be followed. */
function Link({ place, isGradient = false, onSelect }: LinkProps) {
  return (
    <button
      type="button"
      class={`link ${isGradient ? "" : "value"}`}
      title={nameOf(place)}
      onClick={() => onSelect(place)}
    >
      {isGradient ? nameOf(place) : formatNumber(place.value)}
    </button>
  );
}
