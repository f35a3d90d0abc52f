import type { ComponentChildren } from "preact";

interface PictureFrameProps {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** What the picture is called. */
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A picture that is wider than its frame shrinks by so much; what is still too wide is scrolled. */
const leastScale = 0.7;

/** Where a network is drawn, with the head of its arrows by the id `head`. */
export function PictureFrame(
  { width, height, label, children }: PictureFrameProps,
) {
  return (
    <svg
      width={width}
      height={height}
      style={{ minWidth: `${leastScale * width}px` }}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={label}
    >
      <defs>
        <marker
          id="head"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="11"
          markerHeight="11"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0,0.5 L8,4 L0,7.5 z" />
        </marker>
      </defs>
      {children}
    </svg>
  );
}
