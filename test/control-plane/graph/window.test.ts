import { describe, expect, it } from 'vitest';
import { windowOf } from '../../../control-plane/graph/window.ts';

const at = (text: string): Date => new Date(`2026-03-01T${text}Z`);

describe('a window cut at full hours', () => {
  it('takes whole hours from roll-ups and the ends from records', () => {
    expect(windowOf(at('09:20:00'), at('12:10:00'))).toMatchObject({ hoursFrom: at('10:00:00'), hoursTo: at('12:00:00') });
  });

  it('takes everything from records when no whole hour fits', () => {
    const window = windowOf(at('09:20:00'), at('10:10:00'));
    expect(window.hoursFrom).toEqual(window.until);
    expect(window.hoursTo).toEqual(window.until);
  });

  it('takes nothing from records when it begins and ends on the hour', () => {
    expect(windowOf(at('09:00:00'), at('11:00:00'))).toMatchObject({
      since: at('09:00:00'),
      hoursFrom: at('09:00:00'),
      hoursTo: at('11:00:00'),
      until: at('11:00:00'),
    });
  });
});
