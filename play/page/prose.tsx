/** Words in which code stands in backticks. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/`([^`]*)`/).map((part, i) =>
        i % 2 === 0 ? part : <code key={i}>{part}</code>
      )}
    </>
  );
}
