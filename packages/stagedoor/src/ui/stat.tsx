import type { VNode } from 'preact';

export interface StatProps {
  readonly label: string;
  readonly value: string;
  /** The values that led here, oldest first; `history` in words for those who do not see the line. */
  readonly history?: { readonly values: readonly number[]; readonly words: string };
}

const WIDTH = 120;
const HEIGHT = 32;

/** Points of a line over the whole box, two units free above and below for its own width. */
export function sparklinePoints(values: readonly number[]): string {
  const most = Math.max(...values);
  const least = Math.min(...values);
  const range = most - least || 1;
  const step = WIDTH / Math.max(values.length - 1, 1);
  return values
    .map((value, index) => {
      const height = HEIGHT - 2 - ((value - least) / range) * (HEIGHT - 4);
      return `${(index * step).toFixed(1)},${height.toFixed(1)}`;
    })
    .join(' ');
}

/** A number with a name, and the line that led to it. */
export function Stat({ label, value, history }: StatProps): VNode {
  return (
    <div class="stat">
      <span class="stat-label">{label}</span>
      <span class="stat-value">{value}</span>
      {history && history.values.length > 1 ? (
        <svg
          class="sparkline"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={history.words}
        >
          <polyline
            points={sparklinePoints(history.values)}
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            vector-effect="non-scaling-stroke"
          />
        </svg>
      ) : null}
    </div>
  );
}
