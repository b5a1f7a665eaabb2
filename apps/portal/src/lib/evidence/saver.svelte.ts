import type { Refusal } from '@anmin/domain/refusal';
import { deserialize, type ActionResult } from '$app/forms';
import type { Conflict, Saved } from '#lib/rows.ts';
import { cellOf, gridFields, valueOf, type Cells, type GridField, type Shown } from './cells.ts';
import { forgetWaiting, keepWaiting, readWaiting } from './waiting.ts';

type Answer = { saved: { at: string | null; entries: Saved[]; conflicts: Conflict[] } };
type Failed = { refusal?: Refusal | null };

/** Saves what is typed by itself, within a second, and keeps at it while the line is down. */
export class Saver {
  cells = $state<Record<string, Cells>>({});
  /** when the office last said that it has everything; null: not yet */
  savedAt = $state<string | null>(null);
  waiting = $state(0);
  offline = $state(false);
  signedOut = $state(false);
  refusal = $state<Refusal | null>(null);
  conflicts = $state<Conflict[]>([]);
  readonly #shown: Record<string, Shown> = {};
  readonly #place: string;
  readonly #action: string;
  readonly #given: Readonly<Record<string, string>>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: FormData | null = null;

  constructor(action: string, given: Readonly<Record<string, string>>, rows: ReadonlyMap<string, Shown>) {
    this.#action = action;
    this.#given = given;
    this.#place = Object.values(given).join(' ');
    for (const [person, shown] of rows) {
      this.#shown[person] = shown;
      this.cells[person] = { ...shown.cells };
    }
  }

  /** What waited on this device when the page was left is taken up again. */
  async begin(): Promise<void> {
    const waiting = (await readWaiting(this.#place)) as Record<string, Partial<Cells>> | undefined;
    for (const [person, cells] of Object.entries(waiting ?? {}))
      if (this.cells[person] !== undefined) Object.assign(this.cells[person], cells);
    this.changed();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  /** how soon what was typed is sent, and how soon it is tried again; habits of the page */
  changed(after = 300): void {
    const dirty = this.#dirty();
    this.waiting = dirty.length;
    if (dirty.length === 0) return;
    void keepWaiting(this.#place, this.#unsaved(dirty));
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#send();
    }, after);
  }

  /** Of two values the one somebody decided on. */
  settle({ person, field, theirs }: Conflict, mine: boolean): void {
    const shown = this.#shown[person ?? ''];
    const cells = this.cells[person ?? ''];
    if (!shown || !cells || !isGridField(field)) return;
    const text = cellOf(theirs.value);
    const own = cells[field];
    this.#shown[person ?? ''] = {
      cells: { ...shown.cells, [field]: text },
      versions: { ...shown.versions, [field]: theirs.version },
    };
    cells[field] = mine ? own : text;
    this.conflicts = this.conflicts.filter((it) => it.person !== person || it.field !== field);
    this.changed();
  }

  /** The cells that differ from what the office has, and mean something; those in dispute wait for a person. */
  #dirty(): { person: string; field: GridField }[] {
    return Object.entries(this.#shown).flatMap(([person, shown]) =>
      gridFields
        .filter((field) => this.cells[person]?.[field] !== shown.cells[field])
        .filter((field) => valueOf(field, this.cells[person]?.[field] ?? '') !== undefined)
        .filter((field) => !this.conflicts.some((it) => it.person === person && it.field === field))
        .map((field) => ({ person, field })),
    );
  }

  #unsaved(dirty: readonly { person: string; field: GridField }[]): Record<string, Partial<Cells>> {
    const cells: Record<string, Partial<Cells>> = {};
    for (const { person, field } of dirty) (cells[person] ??= {})[field] = this.cells[person]?.[field] ?? '';
    return cells;
  }

  /** A save without an answer is sent again as it was: its key makes it the same wish. */
  async #send(): Promise<void> {
    const form = (this.#sending ??= this.#form());
    const result = await this.#post(form);
    if (result === null || (result.type === 'failure' && (result.data as Failed | undefined)?.refusal === null)) {
      this.offline = true;
      this.changed(2000);
      return;
    }
    this.offline = false;
    if (result.type === 'redirect') {
      this.signedOut = true;
      this.changed(5000);
      return;
    }
    this.#sending = null;
    this.signedOut = false;
    if (result.type === 'success') this.#take(form, (result.data as Answer).saved);
    else this.refusal = (result.type === 'failure' ? (result.data as Failed | undefined)?.refusal : null) ?? null;
    if (result.type === 'success') this.changed();
  }

  #form(): FormData {
    const dirty = this.#dirty();
    const form = new FormData();
    for (const [name, value] of Object.entries(this.#given)) form.set(name, value);
    form.set('key', crypto.randomUUID());
    const people = Object.keys(this.#unsaved(dirty));
    form.set('shown', JSON.stringify(Object.fromEntries(people.map((it) => [it, this.#shown[it]]))));
    for (const { person, field } of dirty) form.set(`${field}-${person}`, this.cells[person]?.[field] ?? '');
    return form;
  }

  async #post(form: FormData): Promise<ActionResult | null> {
    try {
      const response = await fetch(this.#action, {
        method: 'POST',
        headers: { 'x-sveltekit-action': 'true', accept: 'application/json' },
        body: form,
      });
      return deserialize(await response.text());
    } catch {
      return null;
    }
  }

  #take(sent: FormData, { at, entries, conflicts }: Answer['saved']): void {
    this.refusal = null;
    for (const { person, versions } of entries) {
      const shown = this.#shown[person ?? ''];
      if (person === null || shown === undefined) continue;
      const cells = { ...shown.cells };
      for (const field of gridFields) {
        const text = sent.get(`${field}-${person}`);
        if (typeof text === 'string' && versions[field] !== undefined) cells[field] = text;
      }
      this.#shown[person] = { cells, versions: { ...shown.versions, ...versions } };
    }
    this.conflicts = [...this.conflicts, ...conflicts];
    this.waiting = this.#dirty().length;
    if (this.waiting > 0) return;
    this.savedAt = at;
    void forgetWaiting(this.#place);
  }
}

const isGridField = (name: string): name is GridField => gridFields.some((it) => it === name);
