import { fileMost } from '@anmin/domain/evidence/file';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import type { Mending } from '#lib/form-state.ts';

export const megabytes = (bytes: number): number => bytes / 1_000_000;

/** What a file that was to be attached lacks, found by the page or by the office. */
export function fileErrorsOf(form: Attaching): Mending[] {
  const told = form.fileFaults ?? form.refusal?.facts['fields'];
  return (Array.isArray(told) ? told : []).flatMap((it) => {
    const word = words[String(it)];
    return word === undefined ? [] : [{ field: String(it).split(':')[0] ?? '', text: word() }];
  });
}

type Attaching = {
  readonly fileFaults?: readonly string[] | undefined;
  readonly refusal?: Refusal | null | undefined;
};

const words: Readonly<Record<string, (() => string) | undefined>> = {
  'field:empty': m.evidence_file_of_empty,
  'file:none': m.evidence_file_none,
  'file:big': () => m.evidence_file_big({ n: megabytes(fileMost.bytes) }),
  'file:type': m.evidence_file_type,
  'file:many': () => m.evidence_file_many({ n: fileMost.files }),
};
