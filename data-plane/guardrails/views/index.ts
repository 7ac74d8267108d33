import { ansiView } from './ansi.ts';
import { decodedRunsViews } from './base64.ts';
import { digitCodesView } from './digit-codes.ts';
import { encodedRuns } from './encoded-runs.ts';
import { entitiesView } from './entities.ts';
import { escapesView } from './escapes.ts';
import { hiddenCharactersView } from './hidden-characters.ts';
import { htmlViews } from './html.ts';
import { jsonLeavesView } from './json-leaves.ts';
import { percentView } from './percent.ts';
import { quotedPrintableView } from './quoted-printable.ts';
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
  add(hiddenCharactersView(text));
  add(unicodeView(text));
  add(ansiView(text));
  add(escapesView(text));
  add(percentView(text, options.isArgument));
  add(entitiesView(text));
  const runs = encodedRuns(text);
  const { views: decoded, isCut } = runs.length === 0 ? { views: [], isCut: false } : decodedRunsViews(text, runs, options.maxUnpackedBytes);
  views.push(...decoded);
  add(digitCodesView(text));
  if (!options.isArgument) {
    add(quotedPrintableView(text));
    add(jsonLeavesView(text));
    const { shown, hidden } = htmlViews(text);
    add(hidden);
    add(shown);
  }
  return { views, isCut };
}
