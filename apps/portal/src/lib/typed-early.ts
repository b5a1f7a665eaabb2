type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

let early: (() => void)[] = [];

/** Waking the page up resets its controls; what was typed or chosen before that is noted here. */
export function noteTyped(): void {
  const controls = document.querySelectorAll<Control>('input, textarea, select');
  early = [...controls].flatMap((control) => noteOf(control));
}

export function restoreTyped(): void {
  for (const restore of early) restore();
  early = [];
}

function noteOf(control: Control): (() => void)[] {
  if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')) {
    const { checked } = control;
    return checked === control.defaultChecked ? [] : [() => (control.checked = checked)];
  }
  const { value } = control;
  const given = control instanceof HTMLSelectElement ? givenOption(control) : control.defaultValue;
  return value === given ? [] : [() => (control.value = value)];
}

function givenOption({ options }: HTMLSelectElement): string {
  const all = [...options];
  return (all.find(({ defaultSelected }) => defaultSelected) ?? all[0])?.value ?? '';
}
