import { namesIn, operationNames, operations, type OperationName } from '@anmin/api/clients/interface/paths';
import { adviceFor, operationWords, pageWords as page, toldCodes } from '@anmin/words/interface';
import type { Word } from '@anmin/words/vocabulary';
import { readFileSync } from 'node:fs';
import { sampled, scopesOf, takesKey, takesVersion } from './openapi.ts';

const zh = { locale: 'zh-CN' } as const;
const en = { locale: 'en' } as const;

/** The documentation as one page: no script, nothing from elsewhere. */
export function docsPage(): string {
  return (made ??= html());
}

let made: string | undefined;

/** The look of the sites, and a few lines for code. */
export function docsStyle(): string {
  return (style ??= `${readFileSync(tokens, 'utf8')}\n${own}`);
}

let style: string | undefined;
const tokens = new URL(import.meta.resolve('@anmin/ui/tokens.css'));

const own = `
body { margin: 0 auto; max-width: 60rem; padding: var(--s6) var(--s4) var(--s7); color: var(--ink); background: var(--paper);
  font: var(--small) / 1.7 var(--font); }
h1 { font-size: var(--h1); } h2 { font-size: var(--h2); margin-top: var(--s7); } h3 { margin: var(--s6) 0 0; }
a { color: var(--blue); } nav ul { columns: 2; padding-left: 1.2em; }
pre { background: var(--mist); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--s3); overflow-x: auto;
  line-height: 1.5; } code { font-family: ui-monospace, monospace; font-size: 0.9em; }
.soft { color: var(--ink-soft); } .table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: var(--s2) var(--s3); border-bottom: 1px solid var(--line); }
:target { background: var(--blue-mist); } :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }`;

/** A command that asks the operation, for a shell that knows the variables. */
export function curlFor(name: OperationName): string {
  const { method, path, example } = operations[name];
  const given = Object.entries<unknown>(example);
  const values = new Map(given.map(([property, value]) => [property, String(value)]));
  const inPath = namesIn(path);
  const rest = given.filter(([property]) => !inPath.includes(property));
  const address = path.replaceAll(/\{(\w+)\}/g, (_, property: string) => values.get(property) ?? '');
  const query =
    method === 'GET' ? rest.map(([property, value]) => `${property}=${urlPart(String(value))}`).join('&') : '';
  const body = method === 'POST' && rest.length > 0 ? JSON.stringify(Object.fromEntries(rest), null, 2) : null;
  const lines = [
    `curl -sS "$ANMIN_URL/api/v1${address}${query === '' ? '' : `?${query}`}" -H "Authorization: Bearer $ANMIN_KEY"`,
    ...(method === 'POST' ? ['-X POST'] : []),
    ...(takesKey(name) ? ['-H "Idempotency-Key: $KEY"'] : []),
    ...(takesVersion(name) ? [`-H "If-Match: $ETAG"`] : []),
    ...(body === null ? [] : [`-H "Content-Type: application/json" --data-binary @- <<JSON\n${body}\nJSON`]),
  ];
  return lines.join(' \\\n  ');
}

/** A variable stays one; all else is written as an address needs it. */
function urlPart(value: string): string {
  return value.startsWith('$') ? value : encodeURIComponent(value);
}

function html(): string {
  const sections = operationNames.map(sectionFor).join('\n');
  const links = operationNames.map((name) => `<li><a href="#${name}">${both(operationWords[name].name)}</a></li>`);
  const rules = [page.ruleKey, page.ruleVersion, page.ruleLimit, page.ruleFields, page.ruleError, page.ruleHook];
  const magic = [page.magicFull, page.magicLimited, page.magicTimeout, page.magicPhone];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title({}, zh))}</title>
<link rel="stylesheet" href="/api/v1/docs.css"><link rel="icon" href="data:,">
</head>
<body>
<main>
<h1>${escaped(page.title({}, zh))} <span class="soft" lang="en">${escaped(page.title({}, en))}</span></h1>
${paragraph(page.intro)}
<p><a href="/api/v1/openapi.json">${both(page.document)}</a></p>
<nav aria-labelledby="operations"><h2 id="operations">${both(page.operations)}</h2><ul>${links.join('')}</ul></nav>
<h2>${both(page.rules)}</h2>
${rules.map(paragraph).join('\n')}
<h2>${both(page.sandbox)}</h2>
${paragraph(page.sandboxText)}
<ul>${magic.map((word) => `<li>${both(word)}</li>`).join('')}</ul>
<h2>${both(page.example)}</h2>
${paragraph(page.variables)}
${sections}
<h2 id="errors">${both(page.errors)}</h2>
<div class="table" tabindex="0" role="region" aria-labelledby="errors"><table>
<thead><tr><th scope="col">${both(page.code)}</th><th scope="col">${both(page.cause)}</th><th scope="col">${both(page.fix)}</th></tr></thead>
<tbody>${toldCodes.map(rowFor).join('\n')}</tbody></table></div>
</main>
</body>
</html>
`;
}

function sectionFor(name: OperationName): string {
  const { method, path, status, answer } = operations[name];
  const scopes = scopesOf(name)
    .map((scope) => `<code>${scope}</code>`)
    .join(' ');
  return `<section><h3 id="${name}">${both(operationWords[name].name)}</h3>
<p><code>${method} /api/v1${escaped(path)}</code></p>
${paragraph(operationWords[name].text)}
<p class="soft">${both(page.scope)} ${scopes === '' ? escaped(page.anyScope({}, zh)) : scopes}</p>
<pre tabindex="0"><code>${escaped(curlFor(name))}</code></pre>
<p class="soft">${both(page.answer)} ${status}</p>
<pre tabindex="0"><code>${escaped(JSON.stringify(sampled(answer), null, 2))}</code></pre></section>`;
}

function rowFor(code: (typeof toldCodes)[number]): string {
  const advice = adviceFor[code];
  if (advice === null) return '';
  return `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${both(advice.cause)}</td><td>${both(advice.fix)}</td></tr>`;
}

function paragraph(word: Word): string {
  return `<p>${escaped(word({}, zh))}<br><span class="soft" lang="en">${escaped(word({}, en))}</span></p>`;
}

function both(word: Word): string {
  return `${escaped(word({}, zh))} <span class="soft" lang="en">${escaped(word({}, en))}</span>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
