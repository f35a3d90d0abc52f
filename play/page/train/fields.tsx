import type { ComponentChildren } from "preact";

/** A control below its label. */
export function Field(
  { label, title, children }: {
    readonly label: string;
    readonly title?: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <label class="field" title={title}>
      {label}
      {children}
    </label>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly title?: string;
  /** Absent for what is usual. */
  readonly value: number | undefined;
  readonly usual?: number | undefined;
  readonly isWanted?: (value: number) => boolean;
  readonly onChange: (value: number | undefined) => void;
}

/** A number; an empty field is for what is usual, which it shows. */
export function NumberField(
  { label, title, value, usual, isWanted = () => true, onChange }:
    NumberFieldProps,
) {
  return (
    <Field label={label} {...title !== undefined && { title }}>
      <input
        type="number"
        step="any"
        class="number"
        value={value ?? ""}
        placeholder={usual === undefined ? "" : `${usual}`}
        onChange={({ currentTarget }) => {
          const { value: text } = currentTarget;
          if (text === "") return onChange(undefined);
          const found = Number(text);
          if (Number.isFinite(found) && isWanted(found)) onChange(found);
          else currentTarget.value = value === undefined ? "" : `${value}`;
        }}
      />
    </Field>
  );
}
