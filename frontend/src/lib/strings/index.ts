import { en, type Strings } from './en';

/** The words of the language that is shown; English until there is another. */
export const t: Strings = en;
