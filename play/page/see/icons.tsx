/** The signs of buttons, as drawings: no font has all of them. */
const drawings = {
  first: "M5 4v12M15 4l-8 6 8 6z",
  back: "M13 4l-8 6 8 6z",
  next: "M7 4l8 6-8 6z",
};

/** A sign; the button that it is in has the words. */
export function Icon({ name }: { readonly name: keyof typeof drawings }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
