import { describe, expect, it } from 'vitest';
import type { ArgumentRole } from '../../../../data-plane/detectors/detector.ts';
import { attackSqlInjection } from '../../../../data-plane/detectors/attack/sql-injection.ts';

/** The confidence for a text in an argument of a role, 0 where nothing is found. */
const judge = (text: string, role: ArgumentRole = 'text'): number =>
  attackSqlInjection.detect(text, { surface: 'tool-arguments', role })[0]?.confidence ?? 0;

describe('attack.sql-injection in an argument that is text', () => {
  it.each([
    ["' or 1=1 --"],
    ["admin'--"],
    ["') or ('1'='1"],
    ['" or ""="'],
    ['7 and sleep(5)'],
    ["1' order by 4#"],
    ["x'; drop table users; --"],
    ['-1 union all select null, version(), null'],
    ["1' and extractvalue(1, concat(0x7e, (select user()))) --"],
    ["1;waitfor delay '0:0:5'--"],
    ['1/**/or/**/1=1#'],
    ['%27%20or%201%3D1--'],
    ["'||(select password from users limit 1)||'"],
    ['1) and (select count(*) from information_schema.tables) > 0 and (1=1'],
    ["nice shop' union select card from payments --"],
    ['\u2032 or 1=1\u2013'],
  ])('fires on %s', (text) => {
    expect(judge(text)).toBeGreaterThanOrEqual(0.6);
  });

  it.each([
    ["O'Brien and sons"],
    ["D'Souza, Anne-Marie"],
    ["rock 'n' roll"],
    ['SELECT your seats, then UNION Square at 5'],
    ["Please drop the table off at 5 o'clock"],
    ['sleep(8) hours a night'],
    ['update me, set a date where we can meet'],
    ['He said "hi" -- and left;'],
    ['7 and a half or 8 inches'],
    ['"wild olive" + "yellow cherries"'],
    ['true or false = maybe'],
    ['What does the UNION operator do in SQL, and how do I order by two columns?'],
    ['#hashtag -- trending'],
    ['(555) 010-9999'],
    ['https://example.com/search?q=select+from'],
    [''],
  ])('stays silent on %s', (text) => {
    expect(judge(text)).toBeLessThan(0.6);
  });

  it('finds a breakout behind an apostrophe and at the end of a long text', () => {
    expect(judge("I don't know' union select password from users --")).toBeGreaterThanOrEqual(0.6);
    const long = 'The delivery was quick and the shoes fit well. '.repeat(60);
    expect(judge(long)).toBeLessThan(0.6);
    expect(judge(`${long}' union select password from users --`)).toBeGreaterThanOrEqual(0.6);
  });

  it('reports one finding over the whole text', () => {
    const text = "' or 1=1 --";
    expect(attackSqlInjection.detect(text, { surface: 'tool-arguments', role: 'text' })).toEqual([
      { detectorId: 'attack.sql-injection', start: 0, end: text.length, confidence: expect.any(Number), label: 'sql-breakout' },
    ]);
  });
});

describe('attack.sql-injection in an argument that is SQL', () => {
  it.each([
    ['SELECT a, b FROM t WHERE c = 1 OR d = 2 ORDER BY 1 LIMIT 10'],
    ['SELECT a FROM x UNION ALL SELECT b FROM y'],
    ['DELETE FROM t WHERE id = 7'],
    ['CREATE TABLE t (id int); INSERT INTO t VALUES (1); DROP TABLE t'],
    ["SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"],
    ['SELECT * FROM t WHERE 1 = 1 AND x > 3'],
  ])('passes the whole statement %s', (text) => {
    expect(judge(text, 'sql')).toBe(0);
  });

  it.each([
    ["SELECT * FROM users WHERE name = '' OR '1'='1'"],
    ['SELECT * FROM users WHERE id = 1; DROP TABLE users --'],
    ['SELECT * FROM t WHERE id = 1 AND sleep(5)'],
    ['SELECT name FROM products UNION SELECT table_name FROM information_schema.tables'],
    ["SELECT '<?php' INTO OUTFILE '/var/www/x.php'"],
    ["EXEC master..xp_cmdshell 'whoami'"],
  ])('fires on %s', (text) => {
    expect(judge(text, 'sql')).toBeGreaterThanOrEqual(0.6);
  });

  it('leaves roles alone that SQL does not reach', () => {
    for (const role of ['command', 'code', 'number', 'path', 'template'] as const) expect(judge("' or 1=1 --", role)).toBe(0);
  });
});
