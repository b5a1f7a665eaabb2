import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Elements that take what their component was given on as attributes: each declares which, by its type. */
const passedOn = [
  'apps/portal/src/lib/Field.svelte input attributes',
  'apps/portal/src/lib/Form.svelte form attributes',
  'packages/ui/src/Button.svelte button rest',
  'packages/ui/src/Field.svelte input rest',
];

test('[C12] no page spreads data into attributes, and none takes a text for markup', () => {
  const found: string[] = [];
  for (const file of components())
    visit(parse(readFileSync(`${root}/${file}`, 'utf8'), { modern: true }).fragment, (node) => {
      if (node.type === 'HtmlTag') found.push(`${file} {@html}`);
      if (node.type !== 'RegularElement' && node.type !== 'SvelteElement') return;
      const attributes = Array.isArray(node['attributes']) ? node['attributes'].filter(isNode) : [];
      for (const given of attributes)
        if (given.type === 'SpreadAttribute')
          found.push(`${file} ${String(node['name'])} ${nameIn(given['expression'])}`);
    });
  expect(found.sort()).toEqual(passedOn);
});

function components(): string[] {
  return ['apps/booking/src', 'apps/portal/src', 'packages/ui/src'].flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.svelte'))
      .map((file) => `${folder}/${file}`),
  );
}

function nameIn(expression: unknown): string {
  if (!isNode(expression)) return '';
  const { type, name } = expression;
  return typeof name === 'string' ? name : type;
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) for (const it of value) visit(it, seen);
  else if (isNode(value)) {
    seen(value);
    for (const it of Object.values(value)) visit(it, seen);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
