import { ansiView } from './ansi.ts';
import { brokenLinesView } from './broken-lines.ts';
import { decodedRunsViews } from './base64.ts';
import { digitCodesView } from './digit-codes.ts';
import { entitiesView } from './entities.ts';
import { escapesView } from './escapes.ts';
import { hiddenCharactersView } from './hidden-characters.ts';
import { htmlViews } from './html.ts';
import { jsonLeavesView } from './json-leaves.ts';
import { percentView } from './percent.ts';
import { quotedPrintableView } from './quoted-printable.ts';
import { TRAIT, traitsOf } from './traits.ts';
import { unicodeView } from './unicode.ts';
import type { View } from './view.ts';

/** What a text is derived for. */
export interface DeriveOptions {
  /** One argument of a call: encodings count from the first encoded character on, and markup is left alone. */
  readonly isArgument: boolean;
  readonly maxUnpackedBytes: number;
}

/** The views of one text, one step deep. */
export interface Derived {
  readonly views: View[];
  /** True where there were more encoded runs than are decoded. */
  readonly isCut: boolean;
}

/**
 * Every view in which a text reads differently from what was sent. A plain text has none, and costs a few searches to tell.
 *
 * Cost: linear in the text; each view holds only the regions that differ, with a little text around them.
 */
export function deriveViews(text: string, options: DeriveOptions): Derived {
  const views: View[] = [];
  const add = (view: View | null): void => {
    if (view !== null) views.push(view);
  };
  const { flags, runs } = traitsOf(text);
  const has = (trait: number): boolean => (flags & trait) !== 0;
  if (has(TRAIT.beyondAscii)) {
    add(hiddenCharactersView(text));
    add(unicodeView(text));
  }
  if (has(TRAIT.control)) add(ansiView(text));
  if (has(TRAIT.backslash)) add(escapesView(text));
  if (has(TRAIT.percent)) add(percentView(text, options.isArgument));
  if (has(TRAIT.ampersand)) add(entitiesView(text));
  const { views: decoded, isCut } = runs.length === 0 ? NOTHING : decodedRunsViews(text, runs, options.maxUnpackedBytes);
  views.push(...decoded);
  if (has(TRAIT.digitCodes)) add(digitCodesView(text));
  if (!options.isArgument) {
    add(brokenLinesView(text));
    if (has(TRAIT.equals)) add(quotedPrintableView(text));
    if (has(TRAIT.quote)) add(jsonLeavesView(text));
    if (has(TRAIT.lessThan | TRAIT.bracket)) {
      const { shown, hidden } = htmlViews(text);
      add(hidden);
      add(shown);
    }
  }
  return { views, isCut };
}

const NOTHING = { views: [], isCut: false };
