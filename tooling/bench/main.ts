import { bookingHot } from './booking-hot.ts';
import { bookingFair } from './booking-fair.ts';
import { bookingRead } from './booking-read.ts';
import { bookingRush } from './booking-rush.ts';
import { bookingSpread } from './booking-spread.ts';
import { closing } from './closing.ts';
import { coverage } from './coverage.ts';
import type { Bench, Figure } from './figure.ts';
import { foreign } from './foreign.ts';
import { importing } from './import.ts';
import { measures } from './measures.ts';

const benches: Record<string, Bench> = {
  'booking-hot': bookingHot,
  'booking-spread': bookingSpread,
  'booking-rush': bookingRush,
  'booking-read': bookingRead,
  'booking-fair': bookingFair,
  closing,
  coverage,
  foreign,
  import: importing,
  measures,
};

const json = process.argv.includes('--json');
const [prefix = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const chosen = Object.entries(benches).filter(([name]) => name.startsWith(prefix));
if (chosen.length === 0) {
  console.error(`no bench begins with ${prefix}; there are: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 1;
}
for (const [name, bench] of chosen) for (const figure of await bench()) print(name, figure);

function print(bench: string, { figure, value, range, goal, unit, atMost = false }: Figure): void {
  const ok = goal === null ? null : atMost ? value <= goal : value >= goal;
  if (json) console.log(JSON.stringify({ bench, figure, value: rounded(value), range: range.map(rounded), goal, ok }));
  else {
    const verdict = ok === null ? '' : `  goal ${goal}  ${ok ? 'ok' : 'SHORT'}`;
    console.log(`${figure.padEnd(58)} ${rounded(value)} ${unit}  [${range.map(rounded).join(' – ')}]${verdict}`);
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
