type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const early = new Map<Control | HTMLDetailsElement, () => void>();

/** Waking the page up resets its controls; what is typed, chosen or opened before or meanwhile is noted here. */
export function noteTyped(): void {
  for (const control of document.querySelectorAll<Control>('input, textarea, select'))
    if (isTyped(control)) note(control);
  for (const details of document.querySelectorAll('details')) noteOpen(details, details.open);
  document.addEventListener('input', noteEvent, true);
  document.addEventListener('click', notePress, true);
}

export function restoreTyped(): void {
  document.removeEventListener('input', noteEvent, true);
  document.removeEventListener('click', notePress, true);
  for (const restore of early.values()) restore();
  early.clear();
}

function noteEvent({ target }: Event): void {
  if (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    note(target);
}

/** The press itself, not the `toggle` after it: waking up makes toggles of its own. */
function notePress({ target }: Event): void {
  const details = target instanceof Element ? target.closest('summary')?.parentElement : undefined;
  if (details instanceof HTMLDetailsElement) noteOpen(details, !details.open);
}

function noteOpen(details: HTMLDetailsElement, open: boolean): void {
  early.set(details, () => (details.open = open));
}

function note(control: Control): void {
  if (isTicked(control)) {
    const { checked } = control;
    early.set(control, () => (control.checked = checked));
  } else {
    const { value } = control;
    early.set(control, () => (control.value = value));
  }
}

function isTyped(control: Control): boolean {
  if (isTicked(control)) return control.checked !== control.defaultChecked;
  const given = control instanceof HTMLSelectElement ? givenOption(control) : control.defaultValue;
  return control.value !== given;
}

function isTicked(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox');
}

function givenOption({ options }: HTMLSelectElement): string {
  const all = [...options];
  return (all.find(({ defaultSelected }) => defaultSelected) ?? all[0])?.value ?? '';
}
