/** A ratio or a count taken inside one run: the median of its rounds, with their range. */
export type Figure = {
  readonly figure: string;
  readonly value: number;
  readonly range: readonly [number, number];
  readonly goal: number | null;
  /** the goal is a most, not a least */
  readonly atMost?: boolean;
  readonly unit: string;
};

export type Bench = () => Promise<readonly Figure[]>;

export function figureOf(figure: string, rounds: readonly number[], goal: number | null = null, unit = ''): Figure {
  const sorted = [...rounds].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  return { figure, value: median, range: [sorted[0] ?? NaN, sorted.at(-1) ?? NaN], goal, unit };
}
