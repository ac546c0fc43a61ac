const PLACES = Array.from({ length: 9 }, (_, index) => ({
  x: 40 + index * 84,
  y: 780 - index * 84,
  live: index === 5,
}));

/** A chain across the page with one link alive: the only decoration of the product, beside the forms of sign-in. */
export function ChainDecoration() {
  return (
    <svg
      viewBox="0 0 720 900"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-0 size-full"
      fill="none"
      strokeWidth={9}
      aria-hidden
    >
      {PLACES.map(({ x, y, live }) => (
        <g key={x} transform={`translate(${x} ${y}) rotate(-45)`}>
          <rect x={-68} y={-26} width={136} height={52} rx={26} stroke={live ? "var(--live-solid)" : "var(--border)"} />
        </g>
      ))}
      {/* Where a link passes over the next one, a gap in the colour of the canvas and its curve again. */}
      {PLACES.slice(0, -1).map(({ x, y, live }) => (
        <g key={x} transform={`translate(${x} ${y}) rotate(-45)`}>
          <path d="M36 26H42A26 26 0 0 0 68 0" stroke="var(--background)" strokeWidth={16} />
          <path d="M30 26H42A26 26 0 0 0 68 0" stroke={live ? "var(--live-solid)" : "var(--border)"} />
        </g>
      ))}
    </svg>
  );
}
