/** One sentence for the person who runs the office's server, in both languages of the house. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** Why the server does not start: every reason that is known, each naming the setting to change. */
export class CannotStart extends Error {
  readonly sentences: readonly Sentence[];
  constructor(...sentences: readonly Sentence[]) {
    super(sentences.map((sentence) => sentence.en).join(' '));
    this.sentences = sentences;
  }
}

export function spoken({ zh, en }: Sentence): string {
  return `${zh} ${en}`;
}
