import type { Answers } from '@anmin/domain/appointments/answers';

/** What has been chosen so far, shown beside every page of the journey. */
export type Chosen = {
  readonly service: string | null;
  readonly office: string | null;
  readonly day: string | null;
  readonly time: string | null;
};

export function chosenOf(answers: Answers, offices: readonly { id: string; name: string }[]): Chosen {
  return {
    service: answers.service ?? null,
    office: offices.find(({ id }) => id === answers.office)?.name ?? null,
    day: answers.day === undefined || answers.day === '' ? null : answers.day,
    time: answers.time === undefined || answers.time === '' ? null : answers.time,
  };
}
