// Improvements only: every page works without this file.

/** As browsers spell it: zh-CN, zh_CN, cmn-Hans-CN. A voice of another Chinese would read other words. */
const mandarin = /^(zh|cmn)([-_]Hans)?[-_]CN/i;

const form = document.querySelector<HTMLFormElement>('form#form');

type Policy = { createHTML: (html: string) => string };
type TrustedTypes = { createPolicy: (name: string, rules: Policy) => Policy };
let policy: Policy | undefined;

listenForDays();
keepTyped();
readAloud();
for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
document.querySelector<HTMLElement>('#cuowu-heading')?.focus();

/** A chosen day shows its times at once; without a script the button below the table does. */
function listenForDays() {
  const look = document.querySelector('[data-look]')?.closest('p');
  if (!form || !look) return;
  look.hidden = true;
  form.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== 'day') return;
    showTimes(form).catch(() => (look.hidden = false));
  });
}

async function showTimes(own: HTMLFormElement) {
  const body = new FormData(own);
  body.set('act', 'look');
  const answer = await fetch(own.action, { method: 'POST', body, headers: { accept: 'text/html' } });
  if (!answer.ok) throw new Error('no times');
  const page = new DOMParser().parseFromString(ownPage(await answer.text()), 'text/html');
  replace('#shiduan', page);
  replace('[data-chosen]', page);
}

/** A page of this site, fetched from its own address, as browsers with trusted types want it. */
function ownPage(html: string): string {
  const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('anmin', { createHTML: (text) => text });
  return policy?.createHTML(html) ?? html;
}

function replace(selector: string, page: Document) {
  const [old, next] = [document.querySelector(selector), page.querySelector(selector)];
  if (!old || !next) return;
  const spoken = next.querySelector('[aria-live]');
  const words = spoken?.textContent ?? '';
  if (spoken) spoken.textContent = '';
  old.replaceWith(next);
  // a live region speaks only of what changes while it is on the page
  if (spoken) setTimeout(() => (spoken.textContent = words), 100);
}

/** What was typed but not sent stays when the rendering or the language is switched. */
function keepTyped() {
  if (!form?.elements.namedItem('asks')) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-switch]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const choice = [...new URL(link.href).searchParams].filter(([name]) => ['mode', 'size', 'lang'].includes(name));
      hidden(form, 'act', 'switch');
      hidden(form, 'to', new URLSearchParams(choice).toString());
      form.submit();
    });
  }
}

function hidden(into: HTMLFormElement, name: string, value: string) {
  const input = document.createElement('input');
  Object.assign(input, { type: 'hidden', name, value });
  into.append(input);
}

function readAloud() {
  const button = document.querySelector<HTMLElement>('[data-aloud]');
  if (!button || !('speechSynthesis' in window) || document.documentElement.lang !== 'zh-CN') return;
  const speech = window.speechSynthesis;
  const [start, stop] = [button.textContent, button.dataset['stop'] ?? ''];
  const offer = () => {
    button.hidden = !speech.getVoices().some(({ lang }) => mandarin.test(lang));
  };
  offer();
  speech.addEventListener('voiceschanged', offer);
  button.addEventListener('click', () => {
    const speaking = button.textContent === stop;
    speech.cancel();
    button.textContent = speaking ? start : stop;
    if (speaking) return;
    const words = new SpeechSynthesisUtterance(document.querySelector('main')?.innerText ?? '');
    words.lang = 'zh-CN';
    words.onend = () => (button.textContent = start);
    speech.speak(words);
  });
  addEventListener('pagehide', () => speech.cancel());
}
