import type { ChangeDetail, Change, JudgedState, SaidWithOwn } from '$lib/api/desk';

const number = new Intl.NumberFormat('en-GB');
const count = (n: number, one: string, many: string) => `${number.format(n)} ${n === 1 ? one : many}`;

/** Words of what people said of an event, wherever it is shown. */
export const judged = {
  states: { accepted: 'Accepted', edited: 'Edited', rejected: 'Rejected', open: 'Left open' } satisfies Record<JudgedState, string>,
  short: { accepted: 'accepted', edited: 'edited', rejected: 'rejected', open: 'left open' } satisfies Record<JudgedState, string>,
  by: (who: string, when: string) => `by ${who}, ${when}`,
  changed: (what: string[]) => `Changed: ${what.join(', ')}.`,
  own: 'Read before',
  gone: 'The newest reading does not find this event any more.',
  nameFirst: 'Give your name in the review first: it stands by every judgement.',
  correct: 'Judge or correct this',
  fields: {
    what: 'what',
    who: 'who',
    toWhom: 'to whom',
    where: 'where',
    when: 'when',
    howMany: 'how many',
    type: 'type',
    mode: 'mode',
    status: 'status',
    place: 'place',
    day: 'day',
  } satisfies Record<SaidWithOwn['changed'][number], string>,
};

/** Words of joining incidents and taking them apart. */
export const incidents = {
  pick: (what: string) => `Choose: ${what}`,
  picked: (n: number) => `${count(n, 'incident', 'incidents')} chosen`,
  join: 'These are one incident',
  none: 'Choose none',
  split: 'not this one',
  splitThis: (words: string, publisher: string) => `not this one: “${words}” in ${publisher}`,
  joined: (who: string, when: string) => `Joined by ${who}, ${when}`,
  parted: (who: string, when: string) => `Kept apart from another by ${who}, ${when}`,
  undo: 'Take back',
  working: 'Bringing the story up to date…',
  done: { same: 'Joined.', different: 'Taken apart.' },
  later: 'It is stored; the story follows in a moment. Load the page again.',
  parts: (n: number) => count(n, 'report of it', 'reports of it'),
  events: (n: number) => count(n, 'event', 'events'),
};

/** Words of comparing two versions of a page. */
export const changes = {
  title: 'What the page changed',
  loading: 'Comparing the versions…',
  link: (before: number, after: number) => `What changed from ${before} to ${after}`,
  versions: (before: number, after: number) => `Version ${before} and version ${after}`,
  total: (n: number) => count(n, 'sentence is not as it was', 'sentences are not as they were'),
  same: 'Every sentence is as it was; something else of the page changed (its headline, date or authors).',
  kinds: { added: 'added', removed: 'removed', changed: 'changed' } satisfies Record<Change['kind'], string>,
  was: 'was',
  is: 'is',
  nothing: 'nothing',
  details: { figure: 'figure', attribution: 'attribution', time: 'time', words: 'words' } satisfies Record<ChangeDetail['kind'], string>,
  now: 'Now',
  then: 'Before',
};
