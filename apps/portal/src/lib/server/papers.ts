import { paperMarks } from '@anmin/domain/appointments/papers';
import type { Fields } from '#lib/server/form.ts';

/** The marks of a form whose papers are numbered from 0, as they stood on the page. */
export function readPapers(form: Fields) {
  const papers = [];
  for (let n = 0; form.text(`material${n}`) !== ''; n += 1) {
    const mark = paperMarks.find((one) => one === form.text(`mark${n}`));
    if (mark !== undefined) papers.push({ material: form.text(`material${n}`), mark });
  }
  return papers;
}
