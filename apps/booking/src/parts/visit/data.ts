import type { PageData } from '../../routes/fuwu/[service]/[step]/$types';

export type VisitData = PageData;
