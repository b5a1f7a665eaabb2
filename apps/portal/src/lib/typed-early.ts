type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const early = new Map<Control, () => void>();

/** Waking the page up resets its controls; what is typed or chosen before or meanwhile is noted here. */
export function noteTyped(): void {
  for (const control of document.querySelectorAll<Control>('input, textarea, select'))
    if (isTyped(control)) note(control);
  document.addEventListener('input', noteEvent, true);
}

export function restoreTyped(): void {
  document.removeEventListener('input', noteEvent, true);
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
