/** The clauses a test names in brackets: `[DX-3.5.4]`, `[SX-2.1 SX-2.2]`. */
export const clausesIn = (name: string): string[] => [
  ...new Set(
    [...name.matchAll(/\[([^\]]*)\]/g)].flatMap(([, inside = '']) =>
      inside.split(/[\s,]+/).filter((word) => /^[A-Z]+-\d/.test(word)),
    ),
  ),
];

/** The acceptance scenarios it names: `(scenario 13)`, `scenarios 1, 2 and 3`. */
export const scenariosIn = (name: string): number[] =>
  [...name.matchAll(/scenarios? ([\d, and]+)/g)].flatMap(([, list = '']) => (list.match(/\d+/g) ?? []).map(Number));
